-- style.lua - the style sheet of the HTML report
--
--   file > rows > batch > tally > metric > goal > REPORT
--
-- Light and dark by the reader's preference; on paper black on white, page one on one A4, signs and shapes carry the
-- meaning. No fonts, pictures or anything else is fetched.

return [[
:root{color-scheme:light dark;--paper:#fff;--desk:#f2f1ed;--ink:#1b1e22;--muted:#5b626c;--rule:#dedbd3;--faint:#f6f5f1;
--met:#0c6b5b;--behind:#b0321c;--open:#7d6010;--goal:#1b1e22;--axis:#c9c5bb;
--t0:#b9503c;--t1:#e2a898;--t2:#d5d2ca;--t3:#8fc0b5;--t4:#1f7a6a;--hi:#1f7a6a;--alarm:#b9503c;--lo:#d9d6ce}
@media(prefers-color-scheme:dark){:root{--paper:#17191c;--desk:#0f1113;--ink:#e9e7e2;--muted:#a0a6af;--rule:#33373c;
--faint:#1e2124;
--met:#58c7b1;--behind:#ff8f78;--open:#e0ba55;--goal:#e9e7e2;--axis:#4b5057;
--t0:#c4604c;--t1:#7d463b;--t2:#474c52;--t3:#2f6a60;--t4:#3fa592;--hi:#3fa592;--alarm:#c4604c;--lo:#43484e}}
*{box-sizing:border-box}
html{background:var(--desk);-webkit-text-size-adjust:100%}
body{margin:0;color:var(--ink);font:15px/1.5 "Inter","Segoe UI","Helvetica Neue",Arial,"Liberation Sans",system-ui,sans-serif;
font-variant-numeric:tabular-nums lining-nums;font-feature-settings:"tnum","lnum"}
.sheet{max-width:1180px;margin:28px auto;padding:44px 56px 36px;background:var(--paper);
box-shadow:0 1px 2px rgb(0 0 0/.06),0 8px 28px rgb(0 0 0/.05)}
h1{font:600 31px/1.15 Charter,"Iowan Old Style",Georgia,"Liberation Serif",serif;margin:0;letter-spacing:-.01em;
overflow-wrap:anywhere}
.sub{color:var(--muted);margin:5px 0 0}
.lead{margin:20px 0 0;padding:18px 0 0;border-top:2px solid var(--ink);
font:20px/1.42 Charter,"Iowan Old Style",Georgia,"Liberation Serif",serif;overflow-wrap:anywhere}
.lead p{margin:0 0 3px;max-width:62em}
.figures{display:grid;grid-template-columns:repeat(4,1fr);gap:0 28px;margin:24px 0 0}
.figures div{border-top:1px solid var(--rule);padding:9px 0 0}
.figures dt{color:var(--muted);font-size:13px}
.figures dd{margin:0}
.figures b{font:600 34px/1.15 Charter,"Iowan Old Style",Georgia,"Liberation Serif",serif;letter-spacing:-.01em}
.figures .of{color:var(--muted);margin-left:.35em}
.figures small{display:block;color:var(--muted);font-size:13px;min-height:1.5em}
.met{color:var(--met)}.behind{color:var(--behind)}.open{color:var(--open)}
.figures .met b{color:var(--met)}.figures .behind b{color:var(--behind)}.figures .open b{color:var(--open)}
.figures .met,.figures .behind,.figures .open{color:inherit}
h2{font-size:13px;font-weight:600;letter-spacing:.02em;margin:30px 0 8px;color:var(--ink)}
.first h2{color:var(--muted);font-weight:600}
.sheet:not(.first)>h2:first-child{font:600 25px/1.2 Charter,"Iowan Old Style",Georgia,"Liberation Serif",serif;
letter-spacing:-.01em;margin:0 0 18px;padding-bottom:14px;border-bottom:2px solid var(--ink)}
h3{font-size:17px;font-weight:600;margin:0 0 8px;overflow-wrap:anywhere}
.card{padding:20px 0 16px;border-bottom:1px solid var(--rule)}.card:last-child{border-bottom:0}
p{margin:0 0 8px;max-width:75em;overflow-wrap:anywhere}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;margin:0;font-size:14px;line-height:1.35}
caption{text-align:left;color:var(--muted);font-size:13px;padding:8px 0 4px;overflow-wrap:anywhere}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th{font-weight:400;text-align:left}
thead th{color:var(--muted);font-size:12.5px;vertical-align:bottom;border-bottom:1px solid var(--ink);
padding:4px 16px 5px 0;white-space:nowrap}
tbody th,td{padding:5px 16px 5px 0;vertical-align:top;border-top:1px solid var(--rule);overflow-wrap:break-word}
tbody tr:first-child>*{border-top:0}tbody tr.more>*{border-top:0}
tbody tr:last-child>*,tbody .to-end{border-bottom:1px solid var(--rule)}
.last{padding-right:0}
.right{text-align:right;white-space:nowrap}.center{text-align:center}
.near{padding-left:0}.tight{padding-right:6px}
.strong{font-weight:600}.quiet{color:var(--muted)}
.nowrap{white-space:nowrap}
.group{font-weight:400;color:var(--muted)}
.head{font-weight:600}thead .head,thead .strong{font-weight:400}figure thead th{border-color:var(--rule)}
.wide{overflow-wrap:anywhere;min-width:6em}
.status{white-space:nowrap}.status .sign{display:inline-block;width:1.35em;font-weight:600}
td.barcell{padding:6px 20px 0 4px;width:244px;
background:linear-gradient(var(--axis),var(--axis)) calc(50% - 8px) 0/1px 100% no-repeat}
thead th.barhead{text-align:center;padding:4px 20px 5px 4px}
svg{display:block;max-width:100%;height:auto;font-family:inherit}
svg.bar{margin:0 auto;width:220px;max-width:none}
svg .line{fill:none;stroke:currentColor;stroke-width:1.8}
svg .dot{fill:currentColor;stroke:currentColor;stroke-width:1.8}
svg .open .dot{fill:var(--paper)}
svg .goal-mark{fill:var(--goal)}
svg .axis{stroke:var(--axis);stroke-width:1;fill:none}
svg text{font-size:12px;fill:var(--ink)}
svg .end{fill:var(--muted);font-size:11.5px}svg .value{font-weight:600}
svg.goals{width:700px;margin:14px 0 4px}svg.distribution{width:700px;margin:4px 0 2px}
.t0{fill:var(--t0)}.t1{fill:var(--t1)}.t2{fill:var(--t2)}.t3{fill:var(--t3)}.t4{fill:var(--t4)}
.hi{fill:var(--hi)}.alarm{fill:var(--alarm)}.lo{fill:var(--lo)}
svg .on-t0,svg .on-t4,svg .on-hi,svg .on-alarm{fill:#fff;font-weight:600}
svg .on-t1,svg .on-t2,svg .on-t3,svg .on-lo{fill:var(--ink)}
svg.control{width:860px;margin:8px 0 0}svg .level{fill:var(--rule)}
svg .band{fill:var(--faint)}svg .grid{stroke:var(--rule);stroke-width:.6;fill:none}
svg .limit{fill:none;stroke:var(--muted);stroke-width:1;stroke-dasharray:4 3}
svg .centre{fill:none;stroke:var(--ink);stroke-width:1}svg .series{fill:none;stroke:var(--hi);stroke-width:1.4;opacity:.6}
svg .point{fill:var(--hi)}svg .signal{fill:var(--behind);stroke:var(--paper);stroke-width:1.2}
svg .event{fill:none;stroke:var(--ink);stroke-width:1;stroke-dasharray:1 3;stroke-linecap:round}
svg .event-name{font-size:12px;font-style:italic}
figure.control{margin-bottom:22px}figure.control figcaption b{display:block;color:var(--ink);font-size:15px;font-weight:600}
.marks{margin:4px 0;font-size:13px}.marks span{margin-right:22px;white-space:nowrap}.marks b{color:var(--behind)}
details{margin:6px 0 0;font-size:13px}summary{color:var(--muted);cursor:pointer}
figure{margin:10px 0 0}figcaption{color:var(--muted);font-size:13px;margin:0 0 5px;overflow-wrap:anywhere}
table.own,figure table{width:auto;min-width:0}figure td,figure th{padding:3px 16px 3px 0;font-size:13px}
.legend,.basis{color:var(--muted);font-size:13px;line-height:1.45}.trend{margin:8px 0}
.legend{margin-top:9px;max-width:none}.noted+.legend{margin-top:2px}
.basis{max-width:none;margin-top:22px;padding-top:10px;border-top:1px solid var(--rule)}
.basis b{color:var(--ink);font-weight:600}
.answer{max-width:none;margin:5px 0 0;line-height:1.4}
.legend+.answer{margin-top:16px;padding-top:10px;border-top:1px solid var(--rule)}
ol,ul{margin:0;padding-left:1.35em}li{margin:3px 0;overflow-wrap:anywhere}
.kept ul{list-style:none;padding:0}.kept ul ul{padding-left:1.3em;border-left:1px solid var(--rule);margin:2px 0 6px}
.kept li>.key{color:var(--muted)}
.note{color:var(--muted);font-size:13px;margin-top:6px}
@media screen and (max-width:1160px){.sheet{padding:36px 28px 30px}
tbody th,td,thead th{padding-right:10px}.last{padding-right:0}.tight{padding-right:5px}
td.barcell{width:132px;padding:6px 10px 0 0;background-position:calc(50% - 5px) 0}
thead th.barhead{padding:4px 10px 5px 0}svg.bar{width:122px;height:20px}}
@media screen and (max-width:720px){.sheet{margin:0;padding:24px 18px}
.figures{grid-template-columns:repeat(2,1fr);gap:14px 20px}
.lead{font-size:18px}h1{font-size:26px}svg.control{max-width:none;width:640px}}
@media print{
@page{size:A4 landscape;margin:11mm 13mm}
:root{--paper:#fff;--desk:#fff;--ink:#000;--muted:#444;--rule:#ccc;--faint:#fff;--met:#0a5a4d;--behind:#9c2a17;--open:#5f4a0c;
--goal:#000;--axis:#aaa;--t0:#a8432f;--t1:#e2a898;--t2:#d5d2ca;--t3:#8fc0b5;--t4:#146455;--hi:#146455;--alarm:#a8432f;
--lo:#dcdad3}
html{background:#fff}body{font-size:9pt;line-height:1.35;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.sheet{max-width:none;margin:0;padding:0;box-shadow:none}
.sheet+.sheet{break-before:page}
h1{font-size:18pt}.sub{margin-top:2pt}
.lead{font-size:12.5pt;line-height:1.32;margin-top:8pt;padding-top:8pt}
.figures{margin-top:9pt}.figures div{padding-top:4pt}.figures b{font-size:18pt}.figures dt,.figures small{font-size:8.5pt}
.figures small{min-height:0}
h2{margin:10pt 0 3pt;font-size:9pt;break-after:avoid}
h3{font-size:11pt;break-after:avoid}
table{font-size:9pt;line-height:1.25}thead th{font-size:8.2pt}
tbody th,td{padding-top:2.4pt;padding-bottom:2.4pt}
svg.bar{margin:0 auto;height:18px}td.barcell{padding-top:2.4pt}
.legend,.basis,.note,.trend,caption,figcaption{font-size:8pt}
.legend,.note{margin-top:3pt}.noted+.legend{margin-top:1pt}

.basis{margin-top:8pt;padding-top:5pt}li{margin:1.5pt 0}
.answer{margin-top:2pt;line-height:1.25}.legend+.answer{margin-top:6pt;padding-top:5pt}
.many .answer,.crowd .answer{font-size:8.6pt}
figure td,figure th{font-size:8pt;padding-top:1.5pt;padding-bottom:1.5pt}svg.goals,svg.distribution{width:640px}
svg.goals{margin:8pt 0 2pt}figure{margin-top:6pt}.scroll{overflow:visible}tr,figure{break-inside:avoid}
svg.control{width:600px}svg .grid{stroke:#ddd}figure.control{margin-bottom:8pt}details{display:none}
.card{padding:10pt 0 8pt;break-inside:avoid}.rounds .card{break-inside:auto}
.rounds .noted{break-inside:avoid}.trend{break-after:avoid}
figure.control figcaption b{font-size:9pt}.marks{font-size:8pt}
.many table,.tall table{font-size:8.2pt;line-height:1.15}.many tbody th,.many td{padding-top:1.1pt;padding-bottom:1.1pt}
.many .lead,.tall .lead{font-size:11.5pt;line-height:1.25;margin-top:6pt;padding-top:6pt}
.many .figures,.tall .figures{margin-top:5pt}
.many .figures b,.tall .figures b{font-size:14pt}.many svg.bar{height:14px}.many td.barcell{padding-top:.6pt}
.many h2{margin-top:6pt}.many .basis{margin-top:5pt}.many li{margin:.5pt 0}
.tall th,.tall td{padding-right:8px}.tall tbody th,.tall tbody td{padding-top:1.5pt;padding-bottom:1.5pt}
.tall td.barcell{width:112px;padding:.8pt 8px 0 0;background-position:calc(50% - 4px) 0}
.tall svg.bar{width:104px;height:14px}.tall thead th.barhead{padding-right:8px;white-space:normal}
.tall .last{padding-right:0}.tall .tight{padding-right:4px}
.crowd table{font-size:7.6pt;line-height:1.1}.crowd tbody th,.crowd tbody td{padding-top:.6pt;padding-bottom:.6pt}
.crowd .lead{font-size:10.5pt;line-height:1.2}.crowd h2{margin:6pt 0 2pt}.tall p{margin-bottom:3pt}
.crowd .basis{margin-top:4pt}.crowd svg.bar{height:11px}.crowd td.barcell{padding-top:.3pt}
.upright .estimates{font-size:7.2pt}.upright .estimates th,.upright .estimates td{padding-right:7px}
.upright .estimates thead th{white-space:normal}.upright .first~.sheet svg{max-width:100%}
}
svg .label{paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
svg.flow{width:900px;margin:6px 0 2px}svg.flow .node{fill:var(--faint);stroke:var(--muted)}
svg.flow .gate{fill:var(--paper);stroke:var(--axis)}
svg.flow .way{fill:none;stroke:var(--axis)}svg.flow .back{stroke-dasharray:5 4}svg.flow .tip{fill:var(--muted)}
svg.flow .n{paint-order:stroke;stroke:var(--paper);stroke-width:4px;stroke-linejoin:round;fill:var(--ink)}
]]
