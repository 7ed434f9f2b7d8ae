/** The style: calm, dark on light at a contrast of 4.5 or more, one column on a phone, A4 on paper. */
export const STYLE: string = `
:root{color-scheme:light;--ink:#1d2733;--soft:#4d5b6a;--line:#d5dce4;--paper:#fff;--wash:#f3f6f9;--blue:#1f5c99;--deep:#12406f;--warm:#8a4b00;--amber:#fff6e5}
*{box-sizing:border-box}
body{margin:0;background:var(--wash);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main,header,footer{max-width:1320px;margin:0 auto;padding:0 20px}
header{padding-top:22px}
h1{font-size:1.55rem;line-height:1.25;margin:0 0 4px;font-weight:650}
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
.asked{font-size:1.05rem;margin:2px 0 4px}.asked b{font-weight:600;color:var(--soft)}
.lead{color:var(--soft);max-width:90ch}
.skip{position:absolute;left:-999px;top:0;background:var(--paper);padding:8px 14px;z-index:3}.skip:focus{left:8px}
nav ul{display:flex;flex-wrap:wrap;gap:4px 16px;list-style:none;padding:0;margin:8px 0 14px}
.top{columns:3 370px;column-gap:14px}
.panel,main>section,.card{background:var(--paper);border:1px solid var(--line);border-radius:8px;padding:14px 16px;margin:0 0 14px;min-width:0}
.top .panel{break-inside:avoid}.top+section{margin-top:14px}.top table{font-size:.82rem}.plain code{white-space:nowrap}.acmg td:last-child{min-width:26ch}
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
.candidates th,.candidates td{padding:6px 7px;vertical-align:top;border-top:1px solid var(--line);overflow-wrap:break-word}
.candidates .v{min-width:23ch;overflow-wrap:anywhere}.candidates .p{min-width:13ch}.candidates th a{white-space:nowrap}
.candidates thead th{border-top:0;border-bottom:2px solid #9fb0c0;font-size:.8rem;vertical-align:bottom;overflow-wrap:normal}
.candidates thead button{all:unset;cursor:pointer;font-weight:600}
.candidates thead button:focus-visible{outline:3px solid #ffb000;outline-offset:2px}
.candidates thead button::after{content:"\\A0\\2195";color:var(--soft)}
.candidates th[aria-sort=ascending] button::after{content:"\\A0\\2191"}
.candidates th[aria-sort=descending] button::after{content:"\\A0\\2193"}
.candidates tbody:hover td,.candidates tbody:hover th{background:#eef4fa}
.candidates .pair td{border-top:1px dashed #b8c4d0}
.candidates tbody a{font-weight:650;font-size:1rem}
.tier,.chip,.tag,.mark{display:inline-block;border-radius:4px;padding:0 6px;font-size:.8rem;font-weight:600;border:1px solid transparent;white-space:nowrap}
.tier{background:#e4e9ee}.t1{background:#12406f;color:#fff}.t2{background:#cfe0f2;color:#12406f}.t3{background:#eceff2;color:#33404d}
.chip.green{background:#dff1e2;color:#14532d;border-color:#86b892}.chip.amber{background:#ffedcc;color:#6b3d00;border-color:#d9a441}.chip.red{background:#fbe0de;color:#7f1d1d;border-color:#d08b85}.chip.grey{background:#eceff2;color:#33404d;border-color:#b8c4d0}
.tag{background:#e4e9ee;color:#26323e}.mark{background:#eceff2;color:#33404d;font-weight:400}.mark.new{background:#5b2a86;color:#fff;font-weight:600}.mark.decided{background:#e8e0f2;color:#43206b;white-space:normal}
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
.reason{font-size:1rem;max-width:100ch}
.grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,290px),1fr));gap:12px 24px}.variant .grid{grid-template-columns:repeat(auto-fit,minmax(min(100%,265px),1fr))}
.grid>section{min-width:0}.wide{grid-column:1/-1}
.parts td:last-child{min-width:9ch;overflow-wrap:anywhere}.parts th,.parts td{padding:2px 8px 2px 0}
.variant{border-top:1px solid var(--line);margin-top:12px;padding-top:10px}
.site,.top li{overflow-wrap:anywhere}.build{font-weight:600;color:var(--soft)}
.links{display:flex;flex-wrap:wrap;gap:2px 14px;list-style:none;padding:0}
.links a{display:inline-block;padding:2px 0;min-height:24px}
.sub{font-size:.82rem;color:var(--soft);margin:10px 0 0}
.memo{display:block;font-size:.82rem;color:var(--soft);margin-top:6px}
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
.pedigree .clear{fill:#fff}.pedigree .affected{fill:#26323e}
.pedigree rect,.pedigree circle,.pedigree path{stroke:#26323e;stroke-width:1.8;fill:none}
.pedigree .clear{fill:#fff}.pedigree .affected{fill:#26323e}.pedigree .head{fill:#26323e}
.pedigree text{font-size:12px;fill:var(--ink)}.pedigree .mid{text-anchor:middle}.pedigree .note{fill:var(--soft);font-size:11px}.pedigree .gen{font-weight:600}
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
@media (max-width:600px){main,header,footer{padding-left:10px;padding-right:10px}.panel,main>section{padding:12px}.changes>li{grid-template-columns:1fr}.match{grid-template-columns:1fr;gap:0;margin-bottom:16px}.heads,.parts svg{display:none}.match .lone{grid-column:auto;margin-left:24px}.roof{margin:12px 0 12px 24px}.mine::after,.theirs::before{top:100%;left:12px;right:auto;width:0;height:12px;border-top:0;border-left:1.5px solid #7f9ab3}.theirs::before{top:-12px}.same{text-align:left;margin-left:24px}}
@media print{@page{size:A4;margin:14mm}
html{font-size:12.5px}body{background:#fff;font-size:9.5pt}main>section{padding:8px 0;border:0;border-top:1px solid #999;border-radius:0}main,header,footer{max-width:none;padding:0}
nav,.filter,.more,.skip,.tools{display:none}
.panel,.card{border-color:#999}main>section,.card{break-inside:auto}.panel{break-inside:avoid}
.top{columns:2}
.card:not([open]){border:0;margin:0;padding:0}
.scroll{overflow:visible}.candidates{font-size:6.8pt;line-height:1.35}.candidates th,.candidates td,.candidates .p{padding:2px 3px;min-width:0}.candidates .v{padding:2px 3px;min-width:14ch}
.candidates small,.candidates .fine,.candidates .chip,.candidates .tier,.candidates .mark,.candidates thead th,.candidates tbody a{font-size:inherit}.candidates .chip,.candidates .tier,.candidates .mark{padding:0 3px}.candidates .mark{white-space:normal}.candidates thead button::after{content:none!important}
.match{grid-template-columns:repeat(3,minmax(0,1fr)) 110px;gap:0 20px;font-size:8.5pt}.mine::after,.theirs::before{width:20px}.changes{font-size:9pt}
tr,tbody,.variant section,fieldset{break-inside:avoid}thead{display:table-header-group}
.t1,.t2,.chip,.b0,.b1,.be,.pa,.n,.minus,.mark,.affected{print-color-adjust:exact;-webkit-print-color-adjust:exact}
a{color:inherit}}
`;
