import { formatCount, formatDifference, formatEpochs } from "../render/number-format.ts";
import type { Agreement, EngineSummary } from "./compare-engines.ts";

/** What the second table shows, in sentences made of its figures, and the verdict in one line. */
export function describeAgreement(agreement: Agreement): {
  readonly sentences: readonly string[];
  readonly verdict: string;
} {
  const { base, rows, agrees } = agreement;
  const others = rows.filter(({ comparison }) => comparison !== null);
  if (others.length === 0) {
    return { sentences: [], verdict: `Only ${base} was asked for: there is nothing to compare it with.` };
  }
  return {
    sentences: [
      describeDigests(agreement, others),
      describeLosses(agreement, others),
      describeEpochs(rows[0]!, others),
      describeCertificate(agreement, others),
    ],
    verdict: agrees ? describeAgreeing(others) : `The engines disagree: ${describeFaults(agreement, others)}.`,
  };
}

function describeDigests({ rows, base, commonEpochs }: Agreement, others: readonly EngineSummary[]): string {
  const over = `over ${formatEpochs(commonEpochs)}`;
  const masks = namesOf(others, ({ comparison }) => !comparison!.sameMasks);
  const batches = namesOf(others, ({ comparison }) => !comparison!.sameBatches);
  if (masks === "" && batches === "") {
    const engines = `${rows.length === 2 ? "Both" : `All ${rows.length}`} engines`;
    return `${engines} were given the same batches and apply the same masks in training ${over}.`;
  }
  const said = (subject: string, names: string): string =>
    names === "" ? `${subject}: the same` : `${subject}: ${names} differs from ${base}`;
  return `${said("Masks", masks)}. ${said("Batches", batches)} (${over}).`;
}

function describeLosses({ firstSteps, lossBudget }: Agreement, others: readonly EngineSummary[]): string {
  const largest = Math.max(...others.map(({ comparison }) => comparison!.firstDifference));
  const within = others.every(({ comparison }) => comparison!.sameLosses) ? "within" : "not within";
  return (
    `Losses of the first ${formatCount(firstSteps)} ${firstSteps === 1 ? "step" : "steps"} differ by at most ` +
    `${formatDifference(largest)}, ${within} what roundings may add up to (${formatDifference(lossBudget)}).`
  );
}

function describeEpochs(base: EngineSummary, others: readonly EngineSummary[]): string {
  const said = ({ stopEpoch, bestEpoch }: EngineSummary): string =>
    `after epoch ${stopEpoch}, with the weights of epoch ${bestEpoch ?? "none"}`;
  const elsewhere = others.filter(({ comparison }) => !comparison!.sameEpochs);
  if (elsewhere.length === 0) return `${others.length === 1 ? "Both" : "All"} end ${said(base)}.`;
  return `${[base, ...elsewhere].map((row) => `${row.engine} ends ${said(row)}`).join("; ")}.`;
}

function describeCertificate({ base, minimumMargin, monitor }: Agreement, others: readonly EngineSummary[]): string {
  const largest = Math.max(...others.map(({ comparison }) => comparison!.monitorDifference));
  if (largest === 0) return `They cannot stop at different epochs: ${monitor} is the same to the last digit.`;
  const worst = formatDifference(largest);
  const uncertified = namesOf(others, ({ comparison }) => !comparison!.certified);
  if (minimumMargin === null) return `${monitor} differs by at most ${worst}; the rule never compared two values.`;
  const margin = `half of ${formatDifference(minimumMargin)}, the closest that any decision of ${base} was`;
  return uncertified === ""
    ? `They cannot stop at different epochs: ${monitor} differs by at most ${worst}, less than ${margin}.`
    : `They might stop at different epochs (${uncertified}): ${monitor} differs by up to ${worst}, not less than ${margin}.`;
}

function describeAgreeing(others: readonly EngineSummary[]): string {
  const elsewhere = namesOf(others, ({ comparison }) => !comparison!.sameEpochs);
  return elsewhere === ""
    ? "The engines agree: same masks, same batches, same losses up to rounding, same best and last epoch."
    : `The engines agree in masks, batches and first losses; ${elsewhere} ends elsewhere, which is possible without a certificate.`;
}

function describeFaults({ firstSteps }: Agreement, others: readonly EngineSummary[]): string {
  return others
    .flatMap(({ engine, comparison }) => {
      const { sameMasks, sameBatches, sameLosses, sameEpochs, certified } = comparison!;
      return [
        ...(sameMasks ? [] : [`${engine} applies other masks`]),
        ...(sameBatches ? [] : [`${engine} was given other batches`]),
        ...(sameLosses ? [] : [`${engine}'s losses differ by more than roundings (first ${firstSteps} steps)`]),
        ...(sameEpochs || !certified ? [] : [`${engine} ends elsewhere although it is certified not to`]),
      ];
    })
    .join("; ");
}

function namesOf(rows: readonly EngineSummary[], wanted: (row: EngineSummary) => boolean): string {
  return rows
    .filter(wanted)
    .map(({ engine }) => engine)
    .join(", ");
}
