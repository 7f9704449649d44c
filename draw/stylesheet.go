package draw

// stylesheet is the style of every picture. Its selectors begin with the class of the
// root element, so that a picture within a page changes nothing else on it. The colours
// of rules, r0 to r5, are those of Okabe and Ito, darkened or lightened until each has a
// contrast of at least 3 to its background; position and shape say the same again.
//
// Colours are not variables, which some programs that show SVG do not know. Lines over
// marks let the pointer through to the tooltips.
const stylesheet = `
.longcase{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;max-width:100%;height:auto}
.longcase text{fill:#1f2328}
.longcase .h{font-size:16px;font-weight:600}
.longcase .b{font-weight:600}
.longcase .m{fill:#59636e}
.longcase .e{text-anchor:end}
.longcase .c{text-anchor:middle}
.longcase path{shape-rendering:crispEdges}
.longcase .bg{fill:#fff}
.longcase .cell{fill:#f3f5f7}
.longcase .alt{fill:#e8ecf0}
.longcase .axis{stroke:#c5ccd3;fill:none}
.longcase .r0{fill:#0072b2}
.longcase .r1{fill:#d55e00}
.longcase .r2{fill:#008a66}
.longcase .r3{fill:#a34d86}
.longcase .r4{fill:#8a6d00}
.longcase .r5{fill:#2f7fb8}
.longcase .s1{fill:#3085bf}
.longcase .s2{fill:#005c91}
.longcase .s3{fill:#002f4d}
.longcase .gone{fill:#aab3bc}
.longcase .gap{fill:#9a7b2f}
.longcase .hold{fill:#1f2328}
.longcase .axis,.longcase .hold,.longcase .edge,.longcase .most{pointer-events:none}
.longcase .area{fill:#9fc9e6}
.longcase .edge{fill:#0072b2}
.longcase .most{stroke:#b34700;fill:none;stroke-dasharray:4 3}
.longcase .warn{fill:#b34700}
.longcase .halo{stroke:#fff;stroke-width:3;paint-order:stroke}
.longcase [role=listitem]:hover{stroke:#1f2328;stroke-width:1}
@media (prefers-color-scheme:dark){
.longcase text{fill:#e6edf3}
.longcase .m{fill:#9da7b1}
.longcase .bg{fill:#0d1117}
.longcase .cell{fill:#1a2029}
.longcase .alt{fill:#242c37}
.longcase .axis{stroke:#3d4651}
.longcase .r0{fill:#56b4e9}
.longcase .r1{fill:#f08c3a}
.longcase .r2{fill:#2fbf93}
.longcase .r3{fill:#e39ac8}
.longcase .r4{fill:#e0c84a}
.longcase .r5{fill:#8fc7ee}
.longcase .s1{fill:#3a86b8}
.longcase .s2{fill:#56b4e9}
.longcase .s3{fill:#c9e7fa}
.longcase .gone{fill:#545e69}
.longcase .gap{fill:#a8904a}
.longcase .hold{fill:#e6edf3}
.longcase .area{fill:#1f4a66}
.longcase .edge{fill:#56b4e9}
.longcase .most{stroke:#f08c3a}
.longcase .warn{fill:#f08c3a}
.longcase .halo{stroke:#0d1117}
.longcase [role=listitem]:hover{stroke:#e6edf3}
}
`

// pageStyle is the style of a page, besides that of its pictures.
const pageStyle = `
:root{color-scheme:light dark}
body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;background:#fff;color:#1f2328}
main{max-width:912px;margin:0 auto;padding:24px 16px 64px;box-sizing:border-box}
h1{font-size:28px;line-height:1.25;margin:0 0 12px;overflow-wrap:anywhere}
h2{font-size:20px;margin:32px 0 8px}
p{margin:0 0 8px;overflow-wrap:anywhere}
ul{padding:0;margin:0;list-style:none}
li{margin:0 0 6px;padding:4px 12px;border-left:4px solid #59636e;overflow-wrap:anywhere}
li.warning{border-color:#b34700}
li.error{border-color:#c0152f}
li strong{text-transform:capitalize;margin-right:4px}
figure{margin:0 0 16px;border:1px solid #d1d9e0;border-radius:6px;overflow-x:auto}
figure svg{display:block;min-width:720px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:14px;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:4px 16px 4px 0;border-bottom:1px solid #d1d9e0}
td:not(:last-child),th{white-space:nowrap}
@media (prefers-color-scheme:dark){
body{background:#0d1117;color:#e6edf3}
li{border-color:#9da7b1}
li.warning{border-color:#f08c3a}
li.error{border-color:#ff6b7a}
figure,th,td{border-color:#3d4651}
}
`
