/** The colours and fonts of the picture and the page, in light and in dark. Meaning never rests on a colour alone. */
export const STYLE = `
:root, svg { --paper: #ffffff; --lane: #f6f8fa; --edge: #d1d9e0; --ink: #1f2328; --soft: #59636e; --best: #0969da; --worst: #0969da; --critical: #8250df;
  --never: #cf222e; --never-paper: #ffebe9; --outside: #7d4e00; --sidecar: #1a7f37; }
@media (prefers-color-scheme: dark) { :root, svg { --paper: #0d1117; --lane: #151b23; --edge: #3d444d; --ink: #f0f6fc; --soft: #9198a1; --best: #4493f8;
  --worst: #4493f8; --critical: #ab7df8; --never: #f85149; --never-paper: #2d1416; --outside: #d29922; --sidecar: #3fb950; } }
`;

/** What only the picture needs. */
export const PICTURE_STYLE = `
svg { font-family: ui-sans-serif, system-ui, "Segoe UI", "DejaVu Sans", sans-serif; font-size: 12px; }
.paper { fill: var(--paper); } .lane { fill: var(--lane); stroke: var(--edge); } .lane.bad { fill: var(--never-paper); stroke: var(--never); }
text { fill: var(--ink); } .soft { fill: var(--soft); font-size: 11px; } .pod { font-weight: 600; font-size: 14px; } .name { font-weight: 600; }
.grid { stroke: var(--edge); } .worst { fill: var(--worst); fill-opacity: .13; stroke: var(--worst); stroke-opacity: .5; } .best { fill: var(--best); }
.open { fill: url(#open); stroke: none; } .link { stroke: var(--soft); stroke-opacity: .55; stroke-dasharray: 1 3; } .runs { stroke: var(--sidecar); stroke-width: 2; }
.sidecar .best { fill: var(--sidecar); } .sidecar .worst { fill: var(--sidecar); stroke: var(--sidecar); }
.critical .best { fill: var(--critical); } .critical .worst { fill: var(--critical); stroke: var(--critical); } .critical .name, .critical .mark { fill: var(--critical); }
.stuck .best { fill: var(--never); } .stuck .worst { fill: var(--never); stroke: var(--never); stroke-dasharray: 4 3; } .stuck .name, .never { fill: var(--never); } .mark { font-size: 15px; font-weight: 700; }
.away { fill: var(--outside); font-size: 11px; } .clock { stroke: var(--outside); stroke-width: 1.5; stroke-dasharray: 5 3; } .ready { fill: var(--paper); stroke: var(--best); stroke-width: 2; }
.late { stroke-opacity: .6; stroke-dasharray: 2.5 2; } .critical .ready { stroke: var(--critical); } .stuck .ready { stroke: var(--never); }
.arrow { fill: none; stroke: var(--soft); stroke-width: 1.6; } .arrow.critical { stroke: var(--critical); stroke-width: 2.4; } .arrow.bad { stroke: var(--never); stroke-width: 2; }
.arrow.optional { stroke-dasharray: 5 4; } .head { fill: var(--soft); } .head.critical { fill: var(--critical); } .head.bad { fill: var(--never); }
`;
