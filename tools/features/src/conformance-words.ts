import type { BackendTally } from "./conformance-tally.ts";

/** As in `tfjs-cpu in Chromium and Node, tfjs-webgl in Chromium`. */
export function backendNames(backends: readonly BackendTally[]): string {
  return [...new Set(backends.map(({ subject }) => subject))]
    .map((subject) => {
      const places = backends.flatMap((backend) => (backend.subject === subject ? backend.place || [] : []));
      return places.length === 0 ? subject : `${subject} in ${places.join(" and ")}`;
    })
    .join(", ");
}

/** As in `3,584`. */
export function grouped(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}
