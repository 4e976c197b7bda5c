import type { BackendName } from "../backends/backend-name.ts";
import type { AppliedMask } from "../training/training-worker-api.ts";

/** What became of the masks that were looked at. */
export interface MaskFindings {
  /** How many masks were held against another backend's. */
  readonly compared: number;
  /** Those that differ in one bit or more: the dropout layer, the step, and both backends. */
  readonly different: readonly {
    readonly site: number;
    readonly step: number;
    readonly backends: readonly BackendName[];
  }[];
}

/** So many of the masks that were looked at last are kept to be compared with. */
const KEPT = 32;

/** Holds the masks that backends apply against each other whenever one is looked at. */
export class MaskAgreement {
  readonly #firsts = new Map<string, { readonly backend: BackendName; readonly mask: AppliedMask }>();
  readonly #pairs = new Set<string>();
  readonly #different: MaskFindings["different"][number][] = [];

  saw(backend: BackendName, { site, step }: { readonly site: number; readonly step: number }, mask: AppliedMask): void {
    const place = `${site} ${step} ${mask.rows}`;
    const first = this.#firsts.get(place);
    if (first === undefined) {
      this.#firsts.set(place, { backend, mask });
      const [oldest] = this.#firsts.keys();
      if (this.#firsts.size > KEPT) this.#firsts.delete(oldest!);
      return;
    }
    const pair = `${place} ${first.backend} ${backend}`;
    if (first.backend === backend || this.#pairs.has(pair)) return;
    this.#pairs.add(pair);
    if (!sameMask(first.mask, mask)) this.#different.push({ site, step, backends: [first.backend, backend] });
  }

  findings(): MaskFindings {
    return { compared: this.#pairs.size, different: [...this.#different] };
  }
}

function sameMask(a: AppliedMask, b: AppliedMask): boolean {
  return a.units === b.units && a.kept.length === b.kept.length && a.kept.every((bit, index) => bit === b.kept[index]);
}
