import { cssText } from './markup.ts';

const LIGHT = `color-scheme:light;--paper:#fff;--sheet:#f5f6f8;--ink:#17202b;--soft:#4d5a6a;--line:#d3d9e1;--strong:#8a96a6;--accent:#1a4b96;
--ok:#14602f;--ok-tint:#eaf5ee;--bad:#a51d16;--bad-tint:#fcedeb;--risk:#744a00;--risk-tint:#fbf3e2;--gap:#44505f;--gap-tint:#eef0f3;--mark:#fff3c4`;
const DARK = `color-scheme:dark;--paper:#12171e;--sheet:#1a212a;--ink:#e6ebf1;--soft:#a9b5c3;--line:#323c49;--strong:#657385;--accent:#8cb8ff;
--ok:#7fd3a0;--ok-tint:#14291d;--bad:#ff9b90;--bad-tint:#331917;--risk:#f0c069;--risk-tint:#2e2411;--gap:#b9c4d1;--gap-tint:#222b36;--mark:#3c3514`;

const SANS = `"Noto Sans","Segoe UI",system-ui,-apple-system,Roboto,"Helvetica Neue",Arial,sans-serif`;
const MONO = `ui-monospace,"SF Mono","Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono","Liberation Mono",monospace`;

const SCREEN = `
:root{${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*,*::before,*::after{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.55 ${SANS};overflow-wrap:break-word}
[hidden]{display:none!important}
.sprite{position:absolute}
h1,h2,h3,h4,h5{line-height:1.25;margin:0;text-wrap:balance}
h1{font-size:clamp(1.7rem,1.2rem + 2vw,2.4rem);letter-spacing:-.015em}
h2{font-size:1.5rem;letter-spacing:-.01em;padding-top:.4rem}
h3{font-size:1.15rem}
h4{font-size:1rem}
h5{font-size:.95rem}
p,ul,ol,dl,table,figure,pre{margin:0}
a{color:var(--accent);text-underline-offset:.15em}
a:focus-visible,button:focus-visible,input:focus-visible,select:focus-visible,summary:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
code{font-family:${MONO};font-size:.875em;overflow-wrap:anywhere;unicode-bidi:isolate;direction:ltr}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--ink);color:var(--paper);padding:.6rem 1rem;border-radius:0 0 .4rem .4rem;z-index:2}
.skip:focus{top:0}
.page{max-width:80rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem) 4rem}
.masthead{border-top:.4rem solid var(--accent);padding:2.2rem 0 1.4rem;display:grid;gap:.7rem}
.masthead .subtitle{color:var(--soft);max-width:60ch}
.facts{display:flex;flex-wrap:wrap;gap:.35rem 2rem;margin-top:.4rem}
.facts div{display:flex;gap:.5rem;align-items:baseline;min-width:0}
.facts dt{color:var(--soft);font-size:.875rem}
.facts dd{margin:0;font-weight:600;min-width:0}
.facts dd code{font-weight:400}
.columns{display:grid;gap:0 3rem}
nav.contents{border-top:1px solid var(--line);padding:1rem 0}
nav.contents h2{font-size:.875rem;color:var(--soft);font-weight:600;letter-spacing:0;padding:0 0 .35rem}
nav.contents ol{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.15rem 1.2rem}
nav.contents a{display:inline-block;padding:.2rem 0;text-decoration:none}
nav.contents a:hover{text-decoration:underline}
@media (min-width:72rem){
.columns{grid-template-columns:13.5rem minmax(0,1fr)}
nav.contents{position:sticky;top:0;align-self:start;max-height:100vh;overflow:auto;border-top:0;padding:1.6rem 0}
nav.contents ol{display:block}
nav.contents a{padding:.3rem 0}}
main{min-width:0;display:grid;gap:2.8rem}
main>section,.service{display:grid;gap:1.1rem;min-width:0}
main>section{border-top:1px solid var(--line);padding-top:1.3rem}
.service{gap:1.8rem}
.block{display:grid;gap:.8rem;min-width:0}
.note{color:var(--soft);max-width:72ch}
.aid{border-left:.25rem solid var(--accent);padding:.2rem 0 .2rem 1rem;max-width:78ch}
.verdicts{list-style:none;padding:0;display:grid;gap:.6rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,10.5rem),1fr))}
.verdicts a{display:grid;gap:.35rem;align-content:start;height:100%;padding:.8rem .9rem;border:1px solid var(--line);border-top:.3rem solid currentColor;border-radius:.35rem;text-decoration:none;background:var(--sheet)}
.verdicts a:hover .what{text-decoration:underline}
.verdicts .id{font-weight:700;font-size:1.05rem;color:var(--ink)}
.verdicts .what{color:var(--soft);font-size:.875rem;line-height:1.4}
.verdicts .badge{justify-self:start;margin-top:.15rem;order:-1}
.badge{display:inline-flex;gap:.4rem;align-items:center;border:1px solid currentColor;border-radius:1rem;padding:.08rem .6rem .08rem .4rem;font-size:.875rem;font-weight:600;line-height:1.45;white-space:nowrap;vertical-align:middle}
.icon{width:1rem;height:1rem;flex:none}
.is-satisfied{color:var(--ok)}.badge.is-satisfied{background:var(--ok-tint)}
.is-not-satisfied,.is-open{color:var(--bad)}.badge.is-not-satisfied,.badge.is-open{background:var(--bad-tint)}
.is-risk-accepted,.is-accepted{color:var(--risk)}.badge.is-risk-accepted,.badge.is-accepted{background:var(--risk-tint)}
.is-not-assessed,.is-undecided,.is-noted{color:var(--gap)}.badge.is-not-assessed,.badge.is-undecided,.badge.is-noted{background:var(--gap-tint)}
.tag{display:inline-block;border:1px solid var(--strong);border-radius:.25rem;padding:0 .4rem;font-size:.8125rem;color:var(--soft)}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .8rem .55rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.8125rem;color:var(--soft);font-weight:600;border-bottom:1.5px solid var(--strong);padding-top:0}
tbody th{font-weight:600}
tbody th:has(code){min-width:6.5rem}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
td.number,th.number{text-align:right;font-variant-numeric:tabular-nums}
td ul.lines{padding-left:1.1rem}
.details{display:grid;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr);gap:.3rem 1.4rem;font-size:.9375rem}
.details dt{color:var(--soft)}
.details dd{margin:0;min-width:0}
.digest{font-size:.78em;color:var(--soft)}
ul.plain{list-style:none;padding:0}
ul.lines{padding-left:1.2rem;display:grid;grid-template-columns:minmax(0,1fr);gap:.3rem;max-width:78ch}
.free,h1,h2,h3,h4,h5,dd,a,b,option{overflow-wrap:anywhere}
.places{color:var(--soft);font-size:.875rem}
.picture{display:block;width:100%;height:auto;max-width:46rem}
.scroll{overflow-x:auto;max-width:100%;padding:.2rem}
.scroll .picture{min-width:38rem}
.scroll .bars{min-width:24rem;max-width:36rem}
@media (min-width:44.01rem){.why td:last-child,.why th:last-child{width:42%}}
.picture text{font-family:${SANS};font-size:12px;fill:var(--ink)}
.picture .axis-label,.picture .total{font-size:13px;font-weight:600}
.picture .tick{text-anchor:end;fill:var(--soft)}
.picture .date{text-anchor:middle;fill:var(--soft);font-size:11px}
.picture .moved{text-anchor:middle;font-size:11px}
.picture .series-name{font-weight:600;font-size:12.5px}
.axis{stroke:var(--strong)}.grid{stroke:var(--line)}
.part{stroke:var(--ink);stroke-width:1}
.part-open{fill:var(--bad)}.part-accepted{fill:url(#p-accepted)}.part-undecided{fill:url(#p-undecided)}.part-noted{fill:var(--paper)}
.ground-accepted,.ground-undecided{fill:var(--paper)}.mark-accepted{stroke:var(--risk)}.mark-undecided{fill:var(--gap)}
.pill{fill:var(--paper)}.picture .pill-text{text-anchor:middle;font-weight:600}
.keys{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.3rem;font-size:.875rem}
.keys li{display:flex;gap:.5rem;align-items:center}
.key{width:22px;height:14px}
.series{fill:none;stroke-width:2.2}
.series-open{stroke:var(--bad)}.series-accepted{stroke:var(--risk);stroke-dasharray:7 4}.series-undecided{stroke:var(--gap);stroke-dasharray:2 3}.series-noted{stroke:var(--strong);stroke-dasharray:9 3 2 3}
.mark{stroke:var(--paper);stroke-width:1.2}
.mark-open{fill:var(--bad)}.mark-accepted{fill:var(--risk)}.mark-undecided{fill:var(--gap)}.mark-noted{fill:var(--strong)}
.picture .name-open{fill:var(--bad)}.picture .name-accepted{fill:var(--risk)}.picture .name-undecided,.picture .name-noted{fill:var(--gap)}
.edge{fill:none;stroke:var(--strong);stroke-width:1.3}.edge-uses,.edge-backed-by{stroke-dasharray:5 3}
.arrow-head{fill:var(--strong)}
.shape{fill:var(--sheet);stroke:var(--strong);stroke-width:1.3}.shape-line{fill:none;stroke:var(--strong);stroke-width:1.3}
.node-process .shape,.node-process .shape-line{stroke:var(--ink)}
.node-open .shape{fill:var(--bad-tint);stroke:var(--bad);stroke-width:2.4}
.node-accepted .shape{fill:var(--risk-tint);stroke:var(--risk);stroke-dasharray:6 3}
.node-undecided .shape{stroke:var(--gap);stroke-dasharray:2 2}
.node-service .shape{fill:var(--ok-tint);stroke:var(--ok)}.node-service .shape-line{stroke:var(--ok)}
.picture .node-label{font-family:${MONO};font-size:11.5px;font-weight:600}
.picture .node-detail{font-size:10.5px;fill:var(--soft)}
.node-open .node-mark{color:var(--bad)}.node-accepted .node-mark{color:var(--risk)}.node-undecided .node-mark,.node-noted .node-mark{color:var(--gap)}
a.node:hover .node-label{text-decoration:underline}
a.node:focus-visible{outline:none}a.node:focus-visible .shape{stroke:var(--accent);stroke-width:4}
.filter{display:grid;gap:.7rem;padding:1rem;border:1px solid var(--line);border-radius:.5rem;background:var(--sheet)}
.filter .fields{display:flex;flex-wrap:wrap;gap:.7rem 1rem;align-items:end}
.filter label{display:grid;gap:.2rem;font-size:.8125rem;color:var(--soft);flex:1 1 9rem;min-width:0}
.filter label.wide{flex:3 1 15rem}
.filter input,.filter select,.filter button{font:inherit;font-size:.9375rem;color:var(--ink);background:var(--paper);border:1px solid var(--strong);border-radius:.35rem;padding:.42rem .6rem;min-height:2.5rem;width:100%;min-width:0}
.filter .buttons{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
.filter button{width:auto;cursor:pointer;font-weight:600}
.filter button:hover{border-color:var(--accent)}
.filter output{font-size:.9375rem;flex:1 1 12rem}
.findings{display:grid;gap:1rem;min-width:0}
.group{display:grid;gap:1rem;min-width:0}
.group>h3,.group>h4{padding-top:.5rem}
.finding{border:1px solid var(--line);border-left:.35rem solid var(--strong);border-radius:.4rem;padding:1rem 1.1rem 1.1rem;display:grid;gap:.7rem;min-width:0}
.finding.is-open{border-left-color:var(--bad)}.finding.is-accepted{border-left-color:var(--risk)}
.finding,.finding.is-open,.finding.is-accepted,.finding.is-undecided,.finding.is-noted{color:var(--ink)}
.finding header{display:grid;gap:.35rem;min-width:0}
.finding .title{display:flex;flex-wrap:wrap;gap:.35rem .7rem;align-items:center}
.finding h4,.finding h5{font-weight:600;min-width:0}
.finding .where{color:var(--soft);font-size:.875rem;display:flex;flex-wrap:wrap;align-items:baseline;gap:.15rem .9rem}
.finding .says{max-width:78ch}
.wayout{background:var(--ok-tint);border-radius:.35rem;padding:.55rem .8rem;max-width:82ch}
.wayout b{color:var(--ok)}
.excerpt{background:var(--sheet);border:1px solid var(--line);border-radius:.35rem;padding:.5rem .7rem;font-size:.875rem;line-height:1.5;counter-reset:none}
.excerpt code{font-size:1em;display:block}
.line{display:block;padding-left:3.4em;text-indent:-3.4em;white-space:pre-wrap;overflow-wrap:anywhere}
.line::before{content:attr(data-line);display:inline-block;width:2.6em;margin-right:.8em;text-indent:0;text-align:right;color:var(--soft);user-select:none}
main,main>section,.service,.block,.group,.findings,.finding,.finding header,.steps,.steps>li,.masthead,.filter{grid-template-columns:minmax(0,1fr)}
details{min-width:0}
summary{cursor:pointer;font-weight:600;padding:.2rem 0}
details[open]>summary{margin-bottom:.6rem}
.steps{padding:0;list-style:none;display:grid;gap:.8rem;counter-reset:step}
.steps>li{display:grid;gap:.35rem;padding-left:2.2rem;position:relative;min-width:0}
.steps>li::before{counter-increment:step;content:counter(step);position:absolute;left:0;top:.05rem;width:1.45rem;height:1.45rem;border-radius:50%;border:1.5px solid var(--strong);font-size:.8125rem;font-weight:600;display:grid;place-items:center}
.steps>li:not(:last-child)::after{content:"";position:absolute;left:.7rem;top:1.7rem;bottom:-.7rem;border-left:1.5px solid var(--line)}
.steps .where{color:var(--soft);font-size:.875rem}
.steps .go{font-size:.875rem}
.steps>li:target{background:var(--mark);border-radius:.35rem;box-shadow:0 0 0 .4rem var(--mark)}
.finding:target{box-shadow:0 0 0 3px var(--accent)}
.steps+.details{margin-top:1rem}
.exception{border:1px dashed var(--risk);border-radius:.35rem;padding:.6rem .8rem}
.colophon{margin-top:3rem;border-top:1px solid var(--line);padding-top:1rem;color:var(--soft);font-size:.875rem}
@media (max-width:44rem){
table.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.stack tr{display:grid;grid-template-columns:minmax(0,1fr);gap:.3rem;padding:.8rem 0;border-bottom:1px solid var(--line)}
table.stack th,table.stack td{border:0;padding:0;text-align:left}
table.stack td[data-label]{display:flow-root;padding-left:8.1rem}
table.stack td[data-label]::before{content:attr(data-label);color:var(--soft);font-size:.875rem;float:left;width:7.5rem;margin-left:-8.1rem;line-height:1.35}
table.stack tbody tr:first-child{border-top:1px solid var(--line)}
.details{grid-template-columns:minmax(0,1fr);gap:.1rem}
.details dd+dt{margin-top:.4rem}
.finding{padding:.8rem}
.line{padding-left:2.6em;text-indent:-2.6em}
.line::before{width:2em;margin-right:.6em}}
`;

/** Paper: always light, everything open, breaks between the large parts, a running header and page numbers. */
function printStyle(header: string, day: string): string {
  const small = `font:8pt ${SANS};color:#4d5a6a`;
  return `
@page{size:A4;margin:20mm 15mm 17mm;
@top-left{content:"${cssText(header)}";${small};padding-bottom:3mm}
@top-right{content:"${cssText(day)}";${small};padding-bottom:3mm}
@bottom-right{content:counter(page) " / " counter(pages);${small}}}
@page :first{margin-top:12mm;@top-left{content:""}@top-right{content:""}}
@media print{
:root{${LIGHT}}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
html{font-size:9.5pt}
body{line-height:1.42}
.page{max-width:none;padding:0}
.masthead{padding:.6rem 0 .8rem;gap:.4rem}
h1{font-size:20pt}h2{font-size:14pt}h3{font-size:11.5pt}
.skip,nav.contents,.filter,.go,.top{display:none!important}
.columns,main,main>section,.service,.block,.findings,.group,.finding,.finding header,.steps,.steps>li,.exception,details{display:block}
main>section>*+*,.block>*+*,.group>*+*,.finding>*+*,.finding header>*+*,.steps>li>*+*{margin-top:.45rem}
.service>*+*{margin-top:1.3rem}.findings>*+*,.group>.finding+.finding,.steps>*+*{margin-top:.8rem}
.screen{display:none!important}
main>section{padding-top:.5rem;margin-top:1.1rem}
main>section.sheet{break-before:page;border-top:0;margin-top:0;padding-top:0}
.verdicts{grid-template-columns:repeat(5,1fr);gap:.4rem}
.verdicts a{padding:.5rem .55rem}
.verdicts .badge{font-size:7.6pt;padding:.05rem .35rem .05rem .25rem;gap:.25rem}
.verdicts .what{font-size:7.8pt;line-height:1.3}
.badge{font-size:8pt}.icon{width:.85rem;height:.85rem}
h2,h3,h4,h5,summary,.note:has(+.scroll){break-after:avoid}
tr,.exception,figure,.picture,.steps>li,.verdicts li,.wayout,.finding .details{break-inside:avoid}
thead{break-after:avoid}tbody tr:first-child{break-before:avoid}
.finding{break-inside:auto}.finding header{break-after:avoid;break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.6pt}thead th{font-size:7.8pt}
th,td{padding:.32rem .6rem .32rem 0}
.details{font-size:8.6pt;grid-template-columns:minmax(8rem,max-content) minmax(0,1fr)}
.scroll{overflow:visible}.scroll .picture,.scroll .bars{min-width:0}
.why td:last-child,.why th:last-child{width:40%}
.picture{max-width:100%;max-height:225mm}
.excerpt{font-size:7.6pt}
a{color:inherit;text-decoration:none}
details>summary{list-style:none}details>summary::-webkit-details-marker{display:none}
details::details-content{content-visibility:visible!important;display:block!important;block-size:auto!important;opacity:1!important}
p,li{orphans:3;widows:3}
.steps>li:target{background:none;box-shadow:none}.finding:target{box-shadow:none}}
`;
}

/** The one style sheet of the page. `header` and `day` stand on top of each printed page. */
export function styleSheet(header: string, day: string): string {
  return `${SCREEN}${printStyle(header, day)}`.replace(/\n/g, '');
}
