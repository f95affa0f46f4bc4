"use strict";exports.id=6643,exports.ids=[6643],exports.modules={6643:((e,t,n)=>{n.r(t),n.d(t,{COMPLETE:()=>f,SHELLS:()=>g,addComplete:()=>p,addCompletion:()=>h,complete:()=>l});var o=n(6760),i=n(5933),a=n(7622),s=n(3397);async function l(e,t,n){let{command:o,rest:i}=function(e,t){for(let n=0;n<t.length-1;n+=1){let o=t[n]??"";if(e.options.some(e=>(function({required:e,optional:t}){return e||t})(e)&&u(e,o)))n+=1;else if(!o.startsWith("-"))return{command:e.commands.find(e=>e.name()===o)??null,rest:t.slice(n+1)}}return{command:null,rest:[...t]}}(e,t),a=i.at(-1)??"",l=i.slice(0,-1);return(await r({program:e,command:o,before:l,current:a},n)).filter(({value:e})=>e.startsWith(a)&&(0,s.Qf)(e)===e)}async function r({program:e,command:t,before:n,current:o},i){var a,s;let l=[...e.options,...t?.options??[]].find(e=>(function({required:e,optional:t}){return e||t})(e)&&u(e,n.at(-1)??"")),h=null===t?null:function(e,t){let n=e.registeredArguments.map(e=>e.name()),o={},i=[];for(let n=0;n<t.length;n+=1){let a=t[n]??"",s=e.options.find(e=>u(e,a));if(void 0===s)a.startsWith("-")||i.push(a);else if(function({required:e,optional:t}){return e||t}(s)){n+=1;let e=c(s);null!==e&&(o[e]=t[n]??"")}}for(let[e,t]of i.entries()){let i=n[e];void 0!==i&&(o[i]=t)}return{given:o,next:n.find(e=>void 0===o[e])??null}}(t,n);return void 0!==l?await d(l,h,i):o.startsWith("-")?(a=t??e,s=n,[...a.options.flatMap(({short:e,long:t,description:n})=>{let o=/\(repeatable\)/.test(n),i=[t,e].filter(e=>e?.startsWith("--")),[a]=i;return void 0===a||!o&&s.some(e=>i.includes(e))?[]:i.map(e=>({value:e??a,about:n}))}),{value:"--help",about:"show the arguments and options"}]):null===h?e.commands.filter(e=>e.name()!==f).map(e=>({value:e.name(),about:e.description()})):t?.name()==="completion"?g.map(e=>({value:e,about:""})):null===h.next?[]:await m(h.next,h.given,i)}function u({short:e,long:t},n){return""!==n&&(n===e||n===t)}function c({long:e}){return"--model"===e||"--model-name"===e?"model":"--version"===e||"--stage"===e?e.slice(2):null}async function d(e,t,n){let o=c(e);return null!==o?await m(o,t?.given??{},n):(e.argChoices??[]).map(e=>({value:e,about:""}))}async function m(e,t,n){let o=e=>e.map(e=>({value:e,about:""}));return"model"===e?o((await n.models()).filter(e=>!e.startsWith("-"))):"stage"===e?o(await n.stages()):"version"!==e||void 0===t.model?[]:[...await n.versions(t.model),{value:"latest",about:"the highest version"}]}let f="__complete",g=["bash","zsh","fish"];function h(e,t,n){e.command("completion").description("print the shell completion for commands, options, models, versions and stages").argument("<shell>",g.join(", ")).action(e=>{let o=$[e];if(void 0===o){let t=`there is a completion for ${g.join(", ")}, not for ${JSON.stringify(e)}`;throw new i.qU("input",t,{hint:"Write stagegate completion bash."})}t.stdout.write(o),n(i.dc.done)})}function p(e,t,r){e.command(f,{hidden:!0}).argument("[words...]").action(async u=>{var c,d;let m,f,g,h=await l(e,u,(c=u,d=t,f=e=>c.includes(e)?c[c.indexOf(e)+1]:void 0,g=()=>m??=Promise.all([n.e(2417),n.e(3615),n.e(6511),n.e(2340),n.e(5960),n.e(7336)]).then(n.bind(n,5960)).then(({Stagegate:e})=>new e({policy:f("--policy"),registry:f("--registry"),cwd:(0,o.resolve)(d.cwd,f("-C")??f("--directory")??""),env:{...v,...d.env}})),{models:async()=>(await g()).models(),stages:async()=>(await g()).stages(),versions:async e=>{let{versions:t}=await (await g()).read(e);return t.toSorted((e,t)=>(0,a.Zy)(t.version,e.version)).map(({version:e,stage:t})=>({value:e,about:t}))}})).catch(()=>[]);t.stdout.write(h.map(({value:e,about:t})=>{var n;let o;return`${e}	${n=t,(o=(0,s.Qf)(n)).length<=60?o:`${o.slice(0,59).trimEnd()}…`}
`}).join("")),r(i.dc.done)})}let v={MLFLOW_HTTP_REQUEST_TIMEOUT:"3",MLFLOW_HTTP_REQUEST_MAX_RETRIES:"0"},$={bash:`# bash completion for stagegate: eval "$(stagegate completion bash)" in ~/.bashrc
_stagegate() {
  local line
  COMPREPLY=()
  while IFS= read -r line; do
    COMPREPLY+=("$(printf '%q' "$\{line%%$'\\t'*}")")
  done < <(stagegate ${f} -- "$\{COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o nosort -o default -F _stagegate stagegate
`,zsh:`#compdef stagegate
# zsh completion for stagegate: eval "$(stagegate completion zsh)" in ~/.zshrc, after compinit
_stagegate() {
  local line
  local -a values shown
  while IFS= read -r line; do
    values+=("$\{line%%$'\\t'*}")
    shown+=("$\{line%%$'\\t'*}$\{$\{line#*$'\\t'}:+  -- $\{line#*$'\\t'}}")
  done < <(stagegate ${f} -- "$\{(@Q)words[2,CURRENT]}" 2>/dev/null)
  if (( $\{#values} )); then
    compadd -V stagegate -l -d shown -a values
  else
    _files
  fi
}
compdef _stagegate stagegate
`,fish:`# fish completion for stagegate: stagegate completion fish > ~/.config/fish/completions/stagegate.fish
function __stagegate_complete
    set -l words (commandline -opc)[2..-1] (commandline -ct)
    set -l found (stagegate ${f} -- $words 2>/dev/null)
    if test (count $found) -gt 0
        printf '%s\\n' $found
    else
        __fish_complete_path (commandline -ct)
    end
end
complete -c stagegate -f -k -a '(__stagegate_complete)'
`}}),4074:((e,t,n)=>{n.d(t,{Pq:()=>l,Vi:()=>r,Yb:()=>s,Zi:()=>a,jv:()=>u,mO:()=>i});var o=n(5933);function i(e){return/^[\w-]{1,255}$/.test(e)&&"latest"!==e.toLowerCase()}let a='Use 1 to 255 letters, digits, dashes and underscores, but not "latest".';function s(e){return i(e)&&!/^v?\d+$/i.test(e)}function l(e){if(s(e))return e;u("alias",e);let t=/^@([\w-]+)$/.exec(e)?.[1];throw new o.qU("input",`${JSON.stringify(e)} can't be an alias`,{hint:void 0===t?`${a} Names like a version (v1) are reserved too.`:`Leave the @ out: ${t}.`})}function r(e,t){return e.toLowerCase()===t?.toLowerCase()}function u(e,t){let n=t.trim();if(t===n||""===n)return;let[i,a]=t.startsWith(n)?["ends",t.slice(n.length)]:["begins",t],s=/^\s*[\r\n]/.test(a)?"a line break":"a space";throw new o.qU("input",`${e} ${JSON.stringify(t)} ${i} with ${s}`,{hint:`Write it as ${JSON.stringify(n)}.`})}}),7622:((e,t,n)=>{n.d(t,{Zy:()=>l,lF:()=>s,ot:()=>r});var o=n(5933),i=n(4074);let a=/^[1-9][0-9]{0,17}$/;function s(e){return a.test(e)}function l(e,t){return e.length-t.length||(e<t?-1:+(e>t))}function r(e){if(s(e))return e;(0,i.jv)("version",e);let[,t=""]=/^(?:v|\+|0+)?([1-9]\d*)(?:\.0+)?$/i.exec(e)??[];throw new o.qU("input",`version ${JSON.stringify(e)} is not a version number`,{hint:`${s(t)?`Did you mean ${t}? `:""}Write a whole number from 1 on, without leading zeros or a sign, or "latest" or "@alias".`})}})};
//# sourceMappingURL=6643.index.cjs.js.map
