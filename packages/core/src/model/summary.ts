import type { RandomSite } from "../dropout/random-site.ts";
import type { RateSchedule } from "../dropout/rate-schedule.ts";
import { formatShape, shapeSize, type Shape } from "../tensor/shape.ts";
import type { InferredLayer } from "./inferred-layer.ts";
import type { LayerData } from "./layer-data.ts";
import type { ModelSpec } from "./model-spec.ts";
import { requireModel } from "./require-model.ts";
import { resolveLayers } from "./resolve-layers.ts";

/** A layer in a {@link summary}. */
export interface SummaryRow {
  readonly kind: string;
  /** What its tensors' names begin with. */
  readonly name: string;
  /** How many layers it is inside of. */
  readonly depth: number;
  /** Of one row. */
  readonly outputShape: Shape;
  /** How many numbers it learns, without those of layers inside it. */
  readonly parameters: number;
  /** How many running statistics it keeps, likewise. */
  readonly buffers: number;
  /** Its random sites and what each draws, likewise: `{ site: 0, draws: "dropout 0.5" }`. */
  readonly sites: readonly { readonly site: number; readonly draws: string }[];
}

/** What {@link summary} returns. */
export interface ModelSummary {
  /** The layers in forward order, those inside another after it. */
  readonly rows: readonly SummaryRow[];
  /** How many numbers the model learns. */
  readonly parameters: number;
  /** How many running statistics it keeps. */
  readonly buffers: number;
  /** What both take as f32. */
  readonly bytes: number;
  /** How many random sites it has. */
  readonly sites: number;
  /** All of that as text, without a line break at the end. */
  readonly table: string;
}

const BYTES_OF_F32 = 4;
const HEADINGS = ["layer", "name", "output", "parameters", "draws"];
/** The column whose cells stand at its right. */
const NUMBERS = 3;

/**
 * What a model is made of: its layers with their names, output shapes, parameters and random sites, as data and as a table.
 *
 * @throws {InvalidOptionError} if the model is none.
 * @throws {ShapeMismatchError} if its layers do not fit each other.
 * @example
 * const model = sequential({ inputShape: [784], layers: [dense(128), relu(), dropout(0.5), dense(10)] });
 * summary(model).parameters; // 101770
 * console.log(summary(model).table);
 */
export function summary(model: ModelSpec): ModelSummary {
  const rows = resolveLayers(requireModel(model)).flatMap((layer) => rowsOf(layer, 0));
  const total = (count: (row: SummaryRow) => number): number => rows.reduce((sum, row) => sum + count(row), 0);
  const totals = {
    parameters: total((row) => row.parameters),
    buffers: total((row) => row.buffers),
    sites: total((row) => row.sites.length),
  };
  const bytes = BYTES_OF_F32 * (totals.parameters + totals.buffers);
  const lines = [
    ...tableOf([HEADINGS, ...rows.map(cellsOf)]),
    "",
    `${grouped(totals.parameters)} parameters, ${grouped(totals.buffers)} buffer elements, ${grouped(bytes)} bytes; ${totals.sites} random sites`,
  ];
  return { rows, ...totals, bytes, table: lines.join("\n") };
}

function rowsOf(layer: InferredLayer<LayerData>, depth: number): readonly SummaryRow[] {
  const { spec, name, outputShape, branches } = layer;
  // A layer made of others has none of its own.
  const own = branches.length === 0 ? layer : { parameters: [], buffers: [], sites: [], randomSites: [] };
  const size = (tensors: readonly { readonly shape: Shape }[]): number =>
    tensors.reduce((sum, { shape }) => sum + shapeSize(shape), 0);
  const row = {
    kind: spec.kind,
    name,
    depth,
    outputShape,
    parameters: size(own.parameters),
    buffers: size(own.buffers),
    sites: own.sites.map((site, index) => ({ site, draws: describeSite(own.randomSites[index]!) })),
  };
  return [row, ...branches.flat().flatMap((inner) => rowsOf(inner, depth + 1))];
}

function describeSite(site: RandomSite): string {
  const amount = site.kind === "gaussian-noise" ? site.standardDeviation : site.rate;
  return `${site.kind} ${describeRate(amount)}`;
}

function describeRate(rate: number | RateSchedule): string {
  if (typeof rate === "number") return String(rate);
  if (rate.kind === "linear") return `${rate.initial} to ${rate.final} in ${rate.length} steps`;
  return rate.pieces.map((piece) => `${piece.rate} from step ${piece.fromStep}`).join(", ");
}

function cellsOf({ kind, name, depth, outputShape, parameters, sites }: SummaryRow): readonly string[] {
  return [
    "  ".repeat(depth) + kind,
    name,
    formatShape(outputShape),
    parameters === 0 ? "" : grouped(parameters),
    sites.map(({ draws }) => draws).join("; "),
  ];
}

/** Lines whose columns are as wide as their widest cell, two spaces apart. */
function tableOf(cells: readonly (readonly string[])[]): readonly string[] {
  const widths = HEADINGS.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    row
      .map((cell, column) => (column === NUMBERS ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!)))
      .join("  ")
      .trimEnd(),
  );
}

/** An integer with commas between thousands, in every locale. */
function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}
