"use strict";exports.id=7336,exports.ids=[7336],exports.modules={7336:((i,t,e)=>{e.d(t,{w$:()=>u});var r=e(4214),o=e(1863),s=e(2335),n=e(2417);let d=r.xI("ZodMiniISODateTime",(i,t)=>{o.Ko.init(i,t),n.zUr.init(i,t)});function u(i){return s.G1(d,i)}})};
//# sourceMappingURL=7336.index.cjs.js.map
