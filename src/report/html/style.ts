/** The style: calm, dark on light at a contrast of 4.5 or more, one column on a phone, A4 on paper. */
export const STYLE: string = `
:root{color-scheme:light;--ink:#1d2733;--soft:#4d5b6a;--line:#d5dce4;--paper:#fff;--wash:#f3f6f9;--blue:#1f5c99;--deep:#12406f;--warm:#8a4b00;--amber:#fff6e5}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:1320px;margin:0 auto;padding:0 20px}
header{padding-top:14px}
h1{font-size:1.5rem;line-height:1.25;margin:0 0 2px;font-weight:650}h1 small{font-size:.95rem;font-weight:400}
h2{font-size:1.12rem;margin:0 0 8px;font-weight:650}
h3{font-size:.95rem;margin:14px 0 4px}
h4{font-size:.95rem;margin:0 0 6px}
h5{font-size:.85rem;margin:0 0 4px;color:var(--soft)}
p{margin:0 0 8px}ul{margin:0 0 8px;padding-left:18px}
a{color:var(--blue)}a:hover{color:var(--deep)}
:focus-visible{outline:3px solid #ffb000;outline-offset:2px;border-radius:3px}
code{font:.92em ui-monospace,"Cascadia Mono",Consolas,Menlo,monospace;overflow-wrap:anywhere}
small,.fine{font-size:.82rem;color:var(--soft)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.lead{margin:0 0 8px}.lead b{font-weight:600;color:var(--soft)}
.head{display:flex;gap:20px;align-items:flex-start;justify-content:space-between}.head>div:first-child{min-width:0;flex:1}.head .kin{flex:none;margin-top:-4px}
.strip{font-size:.93rem;display:flex;flex-wrap:wrap;gap:6px 12px;list-style:none;padding:0;margin:0 0 8px}
.strip>li{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:4px 12px 5px}
.strip h2{font-size:.75rem;color:var(--soft);margin:0;font-weight:600}
.strip a{color:inherit;text-decoration:none}.strip a:hover{text-decoration:underline}
.count{white-space:nowrap;margin-right:8px}.count .tier{font-size:1rem;padding:0 8px}
.light{white-space:nowrap;margin-right:7px}.light b{display:inline-block;min-width:1.35em;text-align:center;border-radius:50%;color:#fff;line-height:1.35em;font-size:.82rem}
.light.passed b{background:#2a6b3a}.light.warning b{background:#8a4b00}.light.failed b{background:#b3261e}.light.not_checked b{background:#5a6672}
.rest{margin:0 0 6px}.rest a{color:inherit}
.skip{position:absolute;left:-999px;top:0;background:var(--paper);padding:8px 14px;z-index:3}.skip:focus{left:8px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 16px;list-style:none;padding:0;margin:0 0 8px;font-size:.9rem}
.top{columns:3 370px;column-gap:14px}
.panel,main>section,.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:0 0 14px;min-width:0}
.top{margin-bottom:14px}.top .panel{break-inside:avoid}.top table{font-size:.82rem}.plain code{white-space:nowrap}.acmg td:last-child{min-width:26ch}
.beware{border-left:5px solid #d08700}
.incomplete{border:3px solid #b3261e;padding:8px 12px;margin:0 0 12px}
.none{background:var(--amber);border-radius:6px;padding:12px 14px;max-width:90ch}
.key{font-size:.82rem;color:var(--soft);max-width:75ch}
.scroll{overflow-x:auto;max-width:100%}
table{border-collapse:collapse;font-size:.88rem}
th{text-align:left;font-weight:600}
.plain th,.plain td{padding:2px 12px 2px 0;vertical-align:top}
.plain thead th{color:var(--soft);font-size:.8rem}
.plain td{overflow-wrap:break-word}
#provenance td{overflow-wrap:anywhere}.num{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.candidates{width:100%;background:var(--paper)}
.candidates th,.candidates td{padding:5px 7px;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:break-word}
.candidates .v{min-width:25ch;overflow-wrap:anywhere}.n{white-space:nowrap}.candidates .am{min-width:13ch}.tight{font-size:.8rem}.tight th,.tight td{padding:5px}.tight .v{min-width:24ch}.tight .p{min-width:13ch}.tight .am{min-width:11ch}.tight .mark{white-space:normal}.tight td{font-size:inherit}.candidates .p{min-width:15ch}.candidates th a{white-space:nowrap}.candidates th small{font-weight:400}.g span{display:block;white-space:nowrap}.g i{font-style:normal;color:var(--soft);display:inline-block;min-width:4.6em}
.copy{font-size:.75rem;padding:0 6px;margin-top:3px;display:block;color:var(--soft);font-weight:400;min-height:24px}
.candidates thead th{border-top:0;border-bottom:2px solid #9fb0c0;font-size:.8rem;vertical-align:bottom;overflow-wrap:normal}
.candidates thead button{all:unset;cursor:pointer;font-weight:600}
.candidates thead button:focus-visible{outline:3px solid #ffb000;outline-offset:2px}
.candidates thead button{text-decoration:underline dotted #9fb0c0;text-underline-offset:3px}
.candidates thead button:hover::after{content:"\\A0\\2195"}
.candidates th[aria-sort=ascending] button::after{content:"\\A0\\2191"}
.candidates th[aria-sort=descending] button::after{content:"\\A0\\2193"}
.candidates tbody:hover td,.candidates tbody:hover th{background:#eef4fa}
.candidates .pair td{border-top:1px dashed #b8c4d0}
.candidates tbody a{font-weight:650;font-size:1rem}
.tier,.chip,.tag,.mark{display:inline-block;border-radius:4px;padding:0 6px;font-size:.8rem;font-weight:600;border:1px solid transparent;white-space:nowrap}
.tier{background:#e4e9ee}.t1{background:#12406f;color:#fff}.t2{background:#cfe0f2;color:#12406f}.t3{background:#eceff2;color:#33404d}
.chip.green{background:#dff1e2;color:#14532d;border-color:#86b892}.chip.amber{background:#ffedcc;color:#6b3d00;border-color:#d9a441}.chip.red{background:#fbe0de;color:#7f1d1d;border-color:#d08b85}.chip.grey{background:#eceff2;color:#33404d;border-color:#b8c4d0}
.tag{background:#e4e9ee;color:#26323e}.mark{background:#eceff2;color:#33404d;font-weight:400}.mark.new{background:#5b2a86;color:#fff;font-weight:600}.tight .short{white-space:nowrap}.mark.short{background:#fff;color:var(--deep);border-color:var(--deep);font-weight:600}.mark.decided{background:#e8e0f2;color:#43206b;white-space:normal}
.warn{color:#9a2a00}
.up{color:#14532d}.down{color:#7f1d1d}
.filter{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:end;margin:0 0 10px}
.filter[hidden]{display:none}
.filter label{font-size:.82rem;color:var(--soft);display:flex;flex-direction:column;gap:2px}
input,select,textarea,button{font:inherit;color:inherit}
input,select,textarea{border:1px solid #7a8794;border-radius:5px;padding:4px 8px;background:#fff;max-width:100%}
textarea{width:100%}
button{border:1px solid #7a8794;border-radius:5px;background:#fff;padding:4px 12px;cursor:pointer}button:hover{background:#eef4fa}
.card{padding:0 16px;margin:0 0 8px}
.card>summary{padding:9px 0;cursor:pointer;overflow-wrap:anywhere}
.card[open]>summary{border-bottom:1px solid var(--line);margin-bottom:10px}
.card[open]{padding-bottom:12px;border-color:#9fb0c0}
.no{color:var(--soft);display:inline-block;min-width:3ch}
.reason{font-size:1rem;max-width:100ch}.gene-line{margin:0 0 6px}.gene-line ul{margin:0}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,290px),1fr));gap:12px 24px}.variant .grid{grid-template-columns:repeat(3,minmax(0,1fr))}.two{grid-column:span 2}.tx td,.tx th{font-size:.84rem}.tx th{font-weight:400}.tx .own th,.tx .own td{font-weight:600}
.grid>section{min-width:0}.wide{grid-column:1/-1}
.parts tfoot :is(th,td){border-top:1px solid var(--line)}.parts td:last-child{min-width:9ch;overflow-wrap:anywhere}.parts th,.parts td{padding:2px 8px 2px 0}
.why{border-top:1px solid var(--line);margin-top:10px;padding-top:10px}
.variant{border-top:1px solid var(--line);margin-top:12px;padding-top:10px}
.site,.top li{overflow-wrap:anywhere}.build{font-weight:600;color:var(--soft)}
.links{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;padding:0}
.links a{display:inline-block;padding:2px 0;min-height:24px}
.sub{font-size:.82rem;color:var(--soft);margin:10px 0 0}
.decide{display:flex;flex-wrap:wrap;gap:6px 14px;margin:8px 0 0}.decide legend{font-size:.85rem;font-weight:600}.decide label{margin:0;color:var(--soft)}.decide .text{flex:1;min-width:min(100%,240px)}.decide select{display:block}
.save{position:sticky;bottom:0;background:var(--amber);border:1px solid #d08700;border-radius:8px;padding:8px 12px;display:flex;flex-wrap:wrap;gap:6px 14px;align-items:center;z-index:2}.save[hidden]{display:none}
.stars{color:#8a5a00;letter-spacing:1px}
.terms{columns:2 220px}
.matches{list-style:none;padding:0;margin:0}
.match{display:grid;grid-template-columns:repeat(3,minmax(0,1fr)) 150px;gap:0 36px;align-items:center;margin-bottom:8px;font-size:.88rem}
.match>span{position:relative;padding:4px 9px}.mine,.theirs,.roof{border:1.5px solid #7f9ab3;border-radius:6px;background:#f6f9fc}.roof{border-style:dashed;background:none;text-align:center}
.mine::after,.theirs::before{content:"";position:absolute;top:50%;width:36px;border-top:1.5px solid #7f9ab3}.mine::after{left:100%}.theirs::before{right:100%}
.same{text-align:center;font-weight:600}.lone{grid-column:2/4;color:var(--soft)}.heads{font-size:.8rem;color:var(--soft);margin-bottom:2px}.heads :nth-child(2){text-align:center}
.boxes{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,340px),1fr));gap:16px}
fieldset{border:1px solid #9fb0c0;border-radius:6px;padding:10px 14px;min-width:0}
fieldset label{display:block;margin-bottom:8px;font-size:.85rem}fieldset input{display:block;width:100%}
.line{border-bottom:1px solid var(--ink);padding-top:26px;font-size:.82rem;color:var(--soft)}
summary{cursor:pointer;min-height:26px;padding:2px 0}
svg{max-width:100%;vertical-align:middle}svg.bar,svg.strip{max-width:none}.defs{position:absolute}
svg text,#axis text{font:10px system-ui,sans-serif;fill:var(--soft)}
.pedigree{max-width:none}
#family-symbols rect,#family-symbols circle,#family-symbols path{stroke:#26323e;stroke-width:1.7;fill:none}
#family-symbols .clear{fill:#fff}#family-symbols .affected,#family-symbols .head{fill:#26323e}
#family-symbols text,.pedigree text{font-size:12px;fill:var(--ink)}#family-symbols .mid,.pedigree .mid{text-anchor:middle}.pedigree .b{font-weight:600}#family-symbols .note{fill:var(--soft)}#family-symbols .gen{font-weight:600;fill:var(--soft)}
.b0{fill:#c3ced9}.b1{fill:#1f5c99}.minus{fill:#a3401c}.thin{stroke:#7a8794;fill:none}
.exons{stroke:#9db4cb;stroke-width:13;fill:none}.protein{fill:#d6e3ee;stroke:#7f9ab3}svg .end{text-anchor:end}.pin{stroke:#a3401c;stroke-width:2;fill:#a3401c}
.axis circle{fill:#fff;stroke:#1f5c99}.axis .top{fill:#1f5c99}#axis text{text-anchor:middle}#axis .lim{text-anchor:start}.limit{stroke:#a3401c;stroke-dasharray:3 2}
.n{fill:#eceff2}.be{fill:#9ec5a8}.be.moderate{fill:#6ba97a}.be.strong,.be.very_strong{fill:#3f8352}.pa{fill:#f1b9a0}.pa.moderate{fill:#de855d}.pa.strong,.pa.very_strong{fill:#b9501f}
.more{margin:10px 0}
.kind{display:inline-block;border-radius:4px;padding:0 8px;background:#eceff2;color:#33404d}.kind.k-new{background:#5b2a86;color:#fff}.kind.k-up{background:#dff1e2;color:#14532d}.kind.k-down,.kind.k-withdrawn{background:#fbe0de;color:#7f1d1d}
.changes{list-style:none;padding:0}.changes>li{display:grid;grid-template-columns:minmax(150px,1fr) 2fr 2fr;gap:2px 22px;padding:8px 0 8px 12px;border-top:1px solid var(--line);border-left:4px solid #b8c4d0}
.changes>.k-new{border-left-color:#5b2a86}.changes>.k-up{border-left-color:#3f8352}.changes>.k-down,.changes>.k-withdrawn{border-left-color:#a3401c}
.changes>li>div{min-width:0;overflow-wrap:anywhere}.gene{font-size:1rem}.side{font-weight:600}
.timeline{list-style:none;padding:0;border-left:3px solid #9fb0c0;margin-left:6px}.timeline>li{padding:0 0 12px 14px;position:relative}.timeline>li::before{content:"";position:absolute;left:-8px;top:6px;width:12px;height:12px;border-radius:50%;background:var(--blue)}
.known{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:0 16px;margin:2px 0 0}
footer{padding-bottom:30px;font-size:.85rem;color:var(--soft)}
@media (max-width:900px){.variant .grid{grid-template-columns:minmax(0,1fr)}.two{grid-column:auto}}
@media (max-width:600px){main,header,footer{padding-left:10px;padding-right:10px}.panel,main>section{padding:10px}.changes>li{grid-template-columns:1fr}.match{grid-template-columns:1fr;gap:0;margin-bottom:16px}.heads,.parts svg{display:none}.match .lone{grid-column:auto;margin-left:24px}.roof{margin:12px 0 12px 24px}.mine::after,.theirs::before{top:100%;left:12px;right:auto;width:0;height:12px;border-top:0;border-left:1.5px solid #7f9ab3}.theirs::before{top:-12px}.same{text-align:left;margin-left:24px}
.head{display:block}.head .kin{display:none}.lead{font-size:.9rem}
.candidates,.candidates tbody,.candidates tr{display:block}.candidates thead{display:none}.candidates tbody{border-top:1px solid #9fb0c0;padding:6px 0}
.candidates tr{display:flex;flex-wrap:wrap;gap:2px 10px;align-items:baseline}.candidates th,.candidates td,.candidates .v,.candidates .p{border:0!important;padding:0;min-width:0}.candidates .v,.candidates .g{flex-basis:100%}.copy{display:inline-block;margin:0 0 0 8px}
.sc::before{content:"Score "}.af::before{content:"Frequency "}.cv::before{content:"ClinVar "}.am::before{content:"ACMG "}.ph::before{content:"Phenotype "}.sc::before,.af::before,.cv::before,.am::before,.ph::before{color:var(--soft)}}
@media print{@page{size:A4;margin:11mm 12mm 13mm;@bottom-left{font:8pt system-ui,sans-serif;color:#444}@bottom-right{font:8pt system-ui,sans-serif;color:#444}}
html{font-size:11.5px}body{background:#fff;font-size:8.4pt;line-height:1.35}main>section{padding:6px 0;border:0;border-top:1px solid #999;border-radius:0;margin-bottom:6px}main,header,footer{max-width:none;padding:0}
nav,.filter,.more,.skip,.tools,.copy,.links,.sub,.save,.scroll.tools{display:none!important}
.panel,.card,.strip>li{border-color:#999}main>section{break-inside:auto}.panel,#sign-off{break-inside:avoid}h2,h3,h4,h5{break-after:avoid}
main{display:flex;flex-direction:column}.top{order:-1}#candidates:has(table){break-before:page}
.top{columns:2;column-gap:10px;font-size:7.4pt;line-height:1.25}.top .panel{padding:4px 9px;margin-bottom:6px}.top th,.top td{padding-top:1px;padding-bottom:1px}.top :is(small,.fine,h3,h4,table,p,li){font-size:inherit}
.scroll{overflow:visible}.candidates{font-size:6.3pt;line-height:1.3}.candidates .p{overflow-wrap:anywhere}.candidates th,.candidates td,.candidates .p,.candidates .am{padding:2px;min-width:0}.candidates .v{min-width:13ch}.g i{min-width:4em}
.candidates small,.candidates .fine,.candidates .chip,.candidates .tier,.candidates .mark,.candidates thead th,.candidates tbody a{font-size:inherit}.candidates .chip,.candidates .tier,.candidates .mark{padding:0 3px}.candidates .mark{white-space:normal}.candidates thead button::after{content:none!important}
.match{grid-template-columns:repeat(3,minmax(0,1fr)) 110px;gap:0 20px;font-size:8pt}.mine::after,.theirs::before{width:20px}.changes{font-size:8.6pt}
.card:not([open]):not(.main){display:none}
.card,.card[open]{break-inside:avoid;padding:0 8px 4px;margin:0 1px 6px 0;font-size:6.4pt;line-height:1.25}.main::details-content{content-visibility:visible;display:block;height:auto}
.card>summary,.card[open]>summary{padding:2px 0;min-height:0;border-bottom:1px solid var(--line);margin-bottom:2px;font-size:8pt;list-style:none;break-after:avoid}.card p,.card ul{margin-bottom:2px}
.card .off,.card svg.axis,.card svg.strip,.card details,.card .key,.decide:not(:has(option:checked:not([value=""]))){display:none}
.card table,.card thead th,.card .reason,.card small,.card .fine,.card h4,.card h5,.card .tx td,.card .tx th,.card .match{font-size:inherit}.card .plain th,.card .plain td{padding:0 5px 0 0}.gt td,.gt th{white-space:nowrap}.who h5,.txs h5{display:none}.variant .wide>h5,.variant .wide>h5+p{display:inline}.variant .wide>h5::after{content:": "}.tx code{font-size:.88em;overflow-wrap:normal}.tx .n{white-space:normal}.tx td:nth-child(5){overflow-wrap:anywhere;min-width:13ch}.tag,.chip{line-height:1.1}
.card .grid{gap:2px 10px}.variant{margin-top:3px;padding-top:3px}.card .kin,.gt tr>:nth-child(3),.gt tr>:nth-child(6){display:none}.variant .grid{grid-template-columns:repeat(12,minmax(0,1fr))}.variant section{grid-column:span 4}.variant .who{grid-column:span 5}.variant .txs{grid-column:span 7}.variant .wide{grid-column:1/-1}
.reason{max-width:none}.gene-line{margin:0}.bare,.freq .fine,.card td br{display:none}.why{display:block;margin-top:2px;padding-top:2px}.why h4::after{content:": "}.why ul ul::before,.why small::before,.why .fine::before{content:" "}.why h4,.why ul,.why li,.why p{display:inline;padding:0;margin:0}.why li:not(:last-child)::after{content:"; "}.why br{display:none}.why .wide>*{display:block}.variant h4,.variant h5{margin:0}.acmg td:nth-child(-n+4),.acmg th{white-space:nowrap}.tag,.chip{padding:0 3px;font-size:inherit}
tr,tbody,.variant section,fieldset{break-inside:avoid}thead{display:table-header-group}
.tier,.chip,.tag,.light b,.b0,.b1,.be,.pa,.n,.minus,.mark,.affected,.head{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit;text-decoration:none}}
`;
