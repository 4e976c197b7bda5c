// `lockstep/experiment`, within this workspace: what a run consists of, as a function of its rows and its seed. Nothing here
// or below it needs Node, so that a page can train what the command line trains.
export { classifier } from "./classifier.ts";
export type { DataPool, LabelledRows } from "./data-pool.ts";
export { drawExperiment, type Experiment } from "./draw-experiment.ts";
export { IMAGE_FILES, imagePool, type ImageFile } from "./image-pool.ts";
export { maskProbe, type MaskProbe } from "./mask-probe.ts";
export { splitSizes, type RequestedRows, type SplitSizes } from "./split-sizes.ts";
export { stoppingRule } from "./stopping-rule.ts";
export { tablePool, type TablePool } from "./table-pool.ts";
