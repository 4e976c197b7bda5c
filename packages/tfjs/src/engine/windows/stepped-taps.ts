import type { ConvolutionAxis } from "@lockstep/core/engine";

import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { AxisTaps } from "./axis-taps.ts";
import { fitAxes } from "./fit-axes.ts";

/**
 * Windows at equal steps. The axis is cut into steps of the stride's length; a tap is then a run of equal places of
 * neighbouring steps, which is a plain slice once the place within a step is the outermost axis. That takes one transpose,
 * where `stridedSlice` and `gather` of the wasm backend look every element up.
 */
export function steppedTaps({ length, kernel, stride, dilation, padding, positions }: ConvolutionAxis): AxisTaps {
  const taps = Array.from({ length: kernel }, (_, tap) => ({
    place: (tap * dilation) % stride,
    step: Math.floor((tap * dilation) / stride),
  }));
  const steps = positions + taps.at(-1)!.step;
  const elements = Array.from({ length: positions }, (_, window) => {
    const start = window * stride - padding;
    return taps.flatMap((_tap, tap) => (start + tap * dilation >= 0 && start + tap * dilation < length ? [tap] : []));
  });
  return {
    length,
    windows: positions,
    count: kernel,
    first: elements.map((own) => own[0] ?? 0),
    sizes: elements.map((own) => own.length),
    take(tf, values, fill) {
      const [outer, , inner] = values.shape as [number, number, number];
      const fitted = fitAxes(tf, values, [undefined, { before: padding, length: steps * stride }], fill);
      if (kernel === 1 && stride === 1) return [fitted];
      const places =
        stride === 1
          ? tf.reshape(fitted, [1, outer, steps, inner])
          : tf.transpose(tf.reshape(fitted, [outer, steps, stride, inner]), [2, 0, 1, 3]);
      return taps.map(({ place, step }) => {
        const tap = tf.slice(places, [place, 0, step, 0], [1, outer, positions, inner]);
        return tf.reshape(tap, [outer, positions, inner]);
      });
    },
    put(tf, parts) {
      const [outer, , inner] = parts[0]!.shape as [number, number, number];
      const places = Array.from({ length: stride }, (_, place) => {
        const landing = parts.flatMap((part, tap) =>
          taps[tap]!.place === place
            ? [fitAxes(tf, part, [undefined, { before: taps[tap]!.step, length: steps }])]
            : [],
        );
        return landing.length === 0 ? tf.zeros([outer, steps, inner]) : sum(tf, landing);
      });
      const joined =
        stride === 1
          ? places[0]!
          : tf.reshape(tf.transpose(tf.stack(places), [1, 2, 0, 3]), [outer, steps * stride, inner]);
      return fitAxes(tf, joined, [undefined, { before: -padding, length }]);
    },
  };
}

function sum(tf: TfjsNamespace, summands: readonly DeviceTensor[]): DeviceTensor {
  return summands.reduce((total, summand) => tf.add(total, summand));
}
