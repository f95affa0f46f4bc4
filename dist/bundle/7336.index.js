export const id=7336;export const ids=[7336];export const modules={7336:(t,i,o)=>{o.d(i,{w$:()=>c});var n=o(4214),e=o(1863),r=o(2335),d=o(2417);let s=n.xI("ZodMiniISODateTime",(t,i)=>{e.Ko.init(t,i),d.zUr.init(t,i)});function c(t){return r.G1(s,t)}}};
//# sourceMappingURL=7336.index.js.map
