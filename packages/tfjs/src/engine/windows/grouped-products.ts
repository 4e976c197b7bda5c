import type { DeviceTensor, TfjsNamespace } from "../../namespace/tfjs-namespace.ts";
import type { WindowProducts } from "./window-products.ts";

/** The products of each group for itself, side by side. */
export function groupedProducts(groups: number, products: WindowProducts): WindowProducts {
  const eachGroup = (
    tf: TfjsNamespace,
    left: DeviceTensor,
    right: DeviceTensor,
    product: (left: DeviceTensor, right: DeviceTensor) => DeviceTensor,
  ): DeviceTensor => {
    const [lefts, rights] = [tf.split(left, groups, 4), tf.split(right, groups, 4)];
    return tf.concat(
      lefts.map((part, group) => product(part, rights[group]!)),
      4,
    );
  };
  return {
    respond: (tf, field, weight) => eachGroup(tf, field, weight, (f, w) => products.respond(tf, f, w)),
    project: (tf, responses, weight) => eachGroup(tf, responses, weight, (r, w) => products.project(tf, r, w)),
    correlate: (tf, responses, field) => eachGroup(tf, responses, field, (r, f) => products.correlate(tf, r, f)),
  };
}
