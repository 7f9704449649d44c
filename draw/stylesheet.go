package draw

// stylesheet is the style of every picture. Its selectors begin with the class of the
// root element, so that a picture within a page changes nothing else on it. The colours
// of rules, r0 to r5, are those of Okabe and Ito, darkened or lightened until each has a
// contrast of at least 3 to its background; position and shape say the same again.
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
.longcase .s1{fill:#4a9fd4}
.longcase .s2{fill:#0072b2}
.longcase .s3{fill:#003f66}
.longcase .gone{fill:#aab3bc}
.longcase .gap{fill:#9a7b2f}
.longcase .hold{fill:#1f2328}
.longcase .area{fill:#9fc9e6}
.longcase .edge{fill:#0072b2}
.longcase .most{stroke:#b34700;fill:none;stroke-dasharray:4 3}
.longcase .warn{fill:#b34700}
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
.longcase .s1{fill:#2a6f9e}
.longcase .s2{fill:#56b4e9}
.longcase .s3{fill:#c9e7fa}
.longcase .gone{fill:#545e69}
.longcase .gap{fill:#c9a648}
.longcase .hold{fill:#e6edf3}
.longcase .area{fill:#1f4a66}
.longcase .edge{fill:#56b4e9}
.longcase .most{stroke:#f08c3a}
.longcase .warn{fill:#f08c3a}
.longcase [role=listitem]:hover{stroke:#e6edf3}
}
`
