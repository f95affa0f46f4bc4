export const id=7336;export const ids=[7336];export const modules={7336:(t,e,i)=>{i.d(e,{w$:()=>datetime});var o=i(4214),n=i(8789),d=i(8729),r=i(2417);let s=o.xI("ZodMiniISODateTime",(t,e)=>{n.Ko.init(t,e),r.zUr.init(t,e)});function datetime(t){return d.G1(s,t)}}};
//# sourceMappingURL=7336.index.js.map
