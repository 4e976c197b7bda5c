import { InvalidOptionError, keyFromSeed, type RandomSite } from "@lockstep/core";
import { requireInteger } from "@lockstep/core/engine";

import { maskUnits } from "../masks/mask-units.ts";
import type { DeviceTensor } from "../namespace/tfjs-namespace.ts";
import type { LayersNamespace } from "../namespace/layers-namespace.ts";
import { maskOfCall } from "./layer-draws.ts";
import type { RandomLayerKind, RandomLayerLaw } from "./random-layer-kind.ts";
import { LAYER_PLACE_OPTIONS } from "./random-layer-options.ts";
import { randomSiteOf, type RandomLayer } from "./random-layer.ts";

/** A class of layers, made for one copy of tfjs. Its constructor takes a config, as files hold it. */
export interface RandomLayerClass {
  readonly className: string;
  new (config: Readonly<Record<string, unknown>>): RandomLayer;
}

/** Steps and sites are coordinates of a stream, which has 32 bits for each. */
const COORDINATE = { min: 0, max: 2 ** 32 - 1 };

type Call = InstanceType<LayersNamespace["layers"]["Layer"]>["call"];
type Shapes = Parameters<InstanceType<LayersNamespace["layers"]["Layer"]>["build"]>[0];

/** The class of one kind of random layers. */
export function randomLayerClass(tf: LayersNamespace, kind: RandomLayerKind): RandomLayerClass {
  const { maker } = kind;
  return class extends tf.layers.Layer implements RandomLayer {
    static readonly className: string = kind.className;

    readonly seed: number | bigint;
    readonly site: number;
    readonly law: RandomLayerLaw;
    #step = 0;

    constructor(config: Readonly<Record<string, unknown>>) {
      super(Object.fromEntries(LAYER_PLACE_OPTIONS.map((name) => [name, config[name]])));
      this.law = kind.check(config);
      this.seed = requireSeed(config["seed"]);
      this.site = requireInteger(`${maker}: site`, config["site"], { ...COORDINATE, remedy: SITE_REMEDY });
      this.lockstepStep = (config["step"] ?? 0) as number;
      this.supportsMasking = true;
    }

    get lockstepStep(): number {
      return this.#step;
    }

    set lockstepStep(step: number) {
      this.#step = requireInteger(`${this.name}: lockstepStep`, step, COORDINATE);
    }

    randomSite(inputShape: readonly number[]): RandomSite {
      return randomSiteOf(kind, this.law, inputShape);
    }

    override build(inputShape: Shapes): void {
      kind.sharedAxes(this.law, (inputShape as readonly unknown[]).length);
      super.build(inputShape);
    }

    override computeOutputShape(inputShape: Shapes): Shapes {
      return inputShape;
    }

    override call(inputs: DeviceTensor | DeviceTensor[], kwargs: Parameters<Call>[1]): DeviceTensor {
      return tf.tidy(() => {
        this.invokeCallHook(inputs, kwargs);
        const input = Array.isArray(inputs) ? inputs[0]! : inputs;
        const site = this.randomSite(input.shape);
        const call = { rows: input.shape[0], training: Boolean(kwargs["training"]) };
        const mask = maskOfCall(tf, this, site, call);
        return mask === undefined ? input : maskUnits(tf, mask, input);
      });
    }

    override getConfig(): ReturnType<InstanceType<LayersNamespace["layers"]["Layer"]>["getConfig"]> {
      const seed = typeof this.seed === "bigint" ? String(this.seed) : this.seed;
      const law = structuredClone(this.law) as ReturnType<typeof this.getConfig>;
      return { ...super.getConfig(), ...law, seed, site: this.site, step: this.#step };
    }
  };
}

const SITE_REMEDY = "Number the model's layers that draw from 0, in forward order.";

/** A seed, which files hold as text where it is a bigint. */
function requireSeed(seed: unknown): number | bigint {
  const value = typeof seed === "string" && /^\d+$/.test(seed) ? BigInt(seed) : seed;
  if (typeof value !== "number" && typeof value !== "bigint") throw seedError(seed);
  keyFromSeed(value);
  return value;
}

/** What is thrown for a seed that is no number. */
export function seedError(seed: unknown): InvalidOptionError {
  return new InvalidOptionError({
    subject: "seed",
    rule: "must be an integer or a bigint",
    received: seed,
    remedy: "Masks are a function of the seed: there is none without.",
  });
}
