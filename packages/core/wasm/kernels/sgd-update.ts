import { elementwiseKernel } from "../elementwise.ts";
import { get, set, when, type Kernel } from "../kernel.ts";
import { several, splat } from "../splat.ts";

/** `sgdUpdate` with momentum, and without, where it leaves the velocity alone. */
export const SGD_MOMENTUM: Kernel = sgdKernel("sgdMomentum", true);
export const SGD_PLAIN: Kernel = sgdKernel("sgdPlain", false);

function sgdKernel(name: string, withMomentum: boolean): Kernel {
  const factors = withMomentum
    ? ["learningRate", "weightDecay", "momentum", "gradientScale"]
    : ["learningRate", "weightDecay"];
  const arrays = withMomentum ? ["weight", "velocity"] : ["weight"];
  return elementwiseKernel({
    name,
    reads: [...arrays, "gradient"],
    writes: arrays,
    numbers: {
      ...Object.fromEntries(factors.map((factor) => [factor, "f32" as const])),
      ...(withMomentum ? { nesterov: "i32" as const } : {}),
    },
    locals: Object.fromEntries(factors.map((factor) => [several(factor), "v128" as const])),
    before: factors.map((factor) => splat(factor, "f32x4")),
    each: [
      when(
        `(f32.ne ${get("weightDecay")} (f32.const 0))`,
        set("gradient", `(f32x4.add ${get("gradient")} ${times("weightDecay", "weight")})`),
      ),
      ...(withMomentum
        ? [
            set("velocity", `(f32x4.add ${times("momentum", "velocity")} ${times("gradientScale", "gradient")})`),
            set(
              "gradient",
              `(if (result v128) ${get("nesterov")}
                (then (f32x4.add ${get("gradient")} ${times("momentum", "velocity")}))
                (else ${get("velocity")}))`,
            ),
          ]
        : []),
      set("weight", `(f32x4.sub ${get("weight")} ${times("learningRate", "gradient")})`),
    ],
  });
}

function times(factor: string, values: string): string {
  return `(f32x4.mul ${get(several(factor))} ${get(values)})`;
}
