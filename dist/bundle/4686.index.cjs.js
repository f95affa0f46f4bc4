"use strict";exports.id=4686,exports.ids=[4686],exports.modules={4686:((e,s,t)=>{t.a(e,async(e,r)=>{try{t.r(s);var o=t(7650);for(let e of[process.stdout,process.stderr])e.on("error",s=>{e===process.stdout&&"EPIPE"!==s.code&&process.stderr.write(`stagegate: the output could not be written (${s.code??s.message})
`)});let e=process.argv.slice(2);if(1===e.length&&"--version"===e[0])process.stdout.write(`${o.x}
`);else{let{main:s}=await Promise.all([t.e(9640),t.e(9500)]).then(t.bind(t,9500));process.exitCode=await s(e,{env:process.env,cwd:process.cwd(),stdout:process.stdout,stderr:process.stderr})}r()}catch(e){r(e)}},1)}),7650:((e,s,t)=>{t.d(s,{x:()=>r});let r="0.1.0"})};
//# sourceMappingURL=4686.index.cjs.js.map
