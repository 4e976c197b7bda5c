import { logistic } from "../double-vectors.ts";
import { advance, count, get, set, when, type Kernel } from "../kernel.ts";

/** The arithmetic of one position of a recurrent layer: two units at a time, in f32 but for the functions of gates. */
interface CellKernel {
  readonly name: string;
  readonly gates: number;
  readonly arrays: Readonly<Record<string, ArrayPlace>>;
  readonly vectors: readonly string[];
  readonly steps: (access: CellAccess) => readonly string[];
}

/** Where a row's units begin in an array: those of its gates, or its units, at the position or at the one before; or alone. */
type ArrayPlace = "gates" | "units" | "row";

interface CellAccess {
  /** Units of an array, or of its gate of a number. */
  readonly load: (array: string, gate?: number) => string;
  /** The same of the position before, +0 at the first. */
  readonly loadBefore: (array: string) => string;
  readonly store: (array: string, value: string, gate?: number) => string;
}

const ACCESS = {
  1: { load: "v128.load32_zero", store: "v128.store32_lane 0" },
  2: { load: "v128.load64_zero", store: "v128.store64_lane 0" },
} as const;

const bytes = (elements: string): string => `(i32.shl ${elements} (i32.const 2))`;

/** An item is a row. */
function cellKernel({ name, gates, arrays, vectors, steps }: CellKernel): Kernel {
  const offsets: Record<ArrayPlace, string> = {
    gates: get("gateOffset"),
    units: get("unitOffset"),
    row: get("rowOffset"),
  };
  const address = (array: string, gate: number): string =>
    `(i32.add (i32.add ${get(array)} ${offsets[arrays[array] ?? "row"]}) (i32.mul ${bytes(get("hidden"))} (i32.const ${gate})))`;
  const access = (taken: 1 | 2): CellAccess => ({
    load: (array, gate = 0) => `(${ACCESS[taken].load} ${address(array, gate)})`,
    loadBefore: (array) =>
      `(v128.and ${get("isLater")} (${ACCESS[taken].load} (i32.add ${get(array)} ${get("beforeOffset")})))`,
    store: (array, value, gate = 0) => `(${ACCESS[taken].store} ${address(array, gate)} ${value})`,
  });
  const units = (taken: 1 | 2): string[] => [
    ...steps(access(taken)),
    ...["gateOffset", "unitOffset", "rowOffset", "beforeOffset"].map((offset) => advance(offset, 4 * taken)),
  ];
  const place = `(i32.add (i32.mul ${get("first")} ${get("positions")}) ${get("position")})`;
  const placeBefore = `(i32.add (i32.mul ${get("first")} ${get("positions")}) ${get("before")})`;
  const NAMES = ["hidden", "positions", "position", "before"];
  return {
    name,
    parameters: Object.fromEntries([...Object.keys(arrays), ...NAMES].map((parameter) => [parameter, "i32" as const])),
    locals: {
      ...Object.fromEntries(
        ["gateOffset", "unitOffset", "rowOffset", "beforeOffset", "unit"].map((local) => [local, "i32" as const]),
      ),
      ...Object.fromEntries(["isLater", ...vectors].map((local) => [local, "v128" as const])),
    },
    body: count(
      "first",
      get("end"),
      1,
      set("unitOffset", bytes(`(i32.mul ${place} ${get("hidden")})`)),
      set("gateOffset", `(i32.mul ${get("unitOffset")} (i32.const ${gates}))`),
      set("rowOffset", bytes(`(i32.mul ${get("first")} ${get("hidden")})`)),
      set("beforeOffset", get("unitOffset")),
      set("isLater", "(v128.const i64x2 0 0)"),
      when(
        `(i32.ge_s ${get("before")} (i32.const 0))`,
        [
          set("beforeOffset", bytes(`(i32.mul ${placeBefore} ${get("hidden")})`)),
          set("isLater", "(v128.const i64x2 -1 -1)"),
        ].join("\n"),
      ),
      set("unit", "(i32.const 0)"),
      count("unit", `(i32.sub ${get("hidden")} (i32.const 1))`, 2, ...units(2)),
      count("unit", get("hidden"), 1, ...units(1)),
    ),
  };
}

const add = (a: string, b: string): string => `(f32x4.add ${a} ${b})`;
const subtract = (a: string, b: string): string => `(f32x4.sub ${a} ${b})`;
const multiply = (a: string, b: string): string => `(f32x4.mul ${a} ${b})`;
const ONES = "(v128.const f32x4 1 1 1 1)";
const rounded = (compute: (x: string) => string, x: string): string =>
  `(f32x4.demote_f64x2_zero ${compute(`(f64x2.promote_low_f32x4 ${x})`)})`;
const sigmoid = (x: string): string => rounded(logistic, x);
const tanh = (x: string): string => rounded((value) => `(call $tanhInDouble ${value})`, x);
/** y·(1 - y). */
const ofSigmoid = (y: string): string => multiply(y, subtract(ONES, y));
/** 1 - y². */
const ofTanh = (y: string): string => subtract(ONES, multiply(y, y));

const I = get("i");
const F = get("f");
const G = get("g");
const O = get("o");
const C = get("c");
const E = get("e");
const T = get("t");
const R = get("r");
const Z = get("z");
const N = get("n");
const D = get("d");

/** The cells of LSTM and GRU, forward and backward. */
export const RECURRENT_CELLS: readonly Kernel[] = [
  cellKernel({
    name: "lstmForward",
    gates: 4,
    arrays: { fromInput: "gates", fromState: "gates", gates: "gates", cells: "units", states: "units" },
    vectors: ["i", "f", "g", "o", "c"],
    steps: ({ load, loadBefore, store }) => [
      ...["i", "f", "g", "o"].flatMap((gate, number) => [
        set(gate, add(load("fromInput", number), load("fromState", number))),
        set(gate, (gate === "g" ? tanh : sigmoid)(get(gate))),
        store("gates", get(gate), number),
      ]),
      set("c", add(`(v128.and ${get("isLater")} ${multiply(F, loadBefore("cells"))})`, multiply(I, G))),
      store("cells", C),
      store("states", multiply(O, tanh(C))),
    ],
  }),
  cellKernel({
    name: "lstmBackward",
    gates: 4,
    arrays: { gates: "gates", cells: "units", fromInput: "gates", fromState: "gates", state: "row", cell: "row" },
    vectors: ["i", "f", "g", "o", "c", "e", "t", "d"],
    steps: ({ load, loadBefore, store }) => {
      const put = (value: string, gate: number): string[] => [
        set("d", value),
        store("fromInput", D, gate),
        store("fromState", D, gate),
      ];
      return [
        ...["i", "f", "g", "o"].map((gate, number) => set(gate, load("gates", number))),
        set("t", tanh(load("cells"))),
        set("e", load("state")),
        set("c", add(load("cell"), multiply(multiply(E, O), ofTanh(T)))),
        ...put(multiply(multiply(C, G), ofSigmoid(I)), 0),
        ...put(multiply(multiply(C, loadBefore("cells")), ofSigmoid(F)), 1),
        ...put(multiply(multiply(C, I), ofTanh(G)), 2),
        ...put(multiply(multiply(E, T), ofSigmoid(O)), 3),
        store("state", "(v128.const i64x2 0 0)"),
        store("cell", multiply(C, F)),
      ];
    },
  }),
  cellKernel({
    name: "gruForward",
    gates: 3,
    arrays: { fromInput: "gates", fromState: "gates", gates: "gates", states: "units" },
    vectors: ["r", "z", "n"],
    steps: ({ load, loadBefore, store }) => [
      set("r", sigmoid(add(load("fromInput", 0), load("fromState", 0)))),
      set("z", sigmoid(add(load("fromInput", 1), load("fromState", 1)))),
      set("n", tanh(add(load("fromInput", 2), multiply(R, load("fromState", 2))))),
      store(
        "states",
        add(multiply(subtract(ONES, Z), N), `(v128.and ${get("isLater")} ${multiply(Z, loadBefore("states"))})`),
      ),
      ...["r", "z", "n"].map((gate, number) => store("gates", get(gate), number)),
    ],
  }),
  cellKernel({
    name: "gruBackward",
    gates: 3,
    arrays: {
      stateProducts: "gates",
      gates: "gates",
      states: "units",
      fromInput: "gates",
      fromState: "gates",
      state: "row",
    },
    vectors: ["r", "z", "n", "e", "d"],
    steps: ({ load, loadBefore, store }) => [
      ...["r", "z", "n"].map((gate, number) => set(gate, load("gates", number))),
      set("e", load("state")),
      set("d", multiply(multiply(E, subtract(loadBefore("states"), N)), ofSigmoid(Z))),
      store("fromInput", D, 1),
      store("fromState", D, 1),
      set("d", multiply(multiply(E, subtract(ONES, Z)), ofTanh(N))),
      store("fromInput", D, 2),
      store("fromState", multiply(D, R), 2),
      set("d", multiply(multiply(D, load("stateProducts", 2)), ofSigmoid(R))),
      store("fromInput", D, 0),
      store("fromState", D, 0),
      store("state", multiply(E, Z)),
    ],
  }),
];
