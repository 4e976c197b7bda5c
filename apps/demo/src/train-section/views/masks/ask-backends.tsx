import { useEffect, useState } from "preact/hooks";
import { BACKENDS } from "../../../backends/backend-name.ts";
import type { TrainingRun } from "../../../training/backend-run.ts";
import type { AppliedMask } from "../../../training/training-worker-api.ts";
import { Button } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { compareBits } from "./compare-bits.ts";
import { describeAnswers, type MaskAnswer } from "./describe-masks.ts";
import { MaskPicture } from "./mask-picture.tsx";

/** Asks every backend for the mask that it applies, and compares it with the one that is shown. */
export function AskBackends({
  run,
  site,
  step,
  mask,
}: {
  readonly run: TrainingRun;
  readonly site: number;
  readonly step: number;
  /** What core says that they apply. */
  readonly mask: AppliedMask;
}) {
  const [asking, setAsking] = useState(false);
  const [answered, setAnswered] = useState<{
    readonly mask: AppliedMask;
    readonly answers: readonly MaskAnswer[];
  } | null>(null);
  useEffect(() => setAnswered(null), [mask]);
  const running = run.status.value === "running";
  const ask = async (): Promise<void> => {
    setAsking(true);
    const answers = await Promise.all(run.backends.map(({ name }) => answerOf(run, name, site, step, mask)));
    setAnswered({ mask, answers });
    setAsking(false);
  };
  return (
    <div class="ask-backends">
      <Button onClick={() => void ask()} disabled={running || asking}>
        {asking ? "Asking" : "Ask the backends"}
      </Button>
      <p class="view-hint">
        {running
          ? "The picture is what core draws. To compare it with what each backend really applies, pause the run or wait for its end: a backend that trains cannot be asked."
          : "The picture is what core draws. Each backend is made to run this step's dropout, and what it did is compared bit by bit."}
      </p>
      <div aria-live="polite">{answered !== null && answered.mask === mask && <Answers {...answered} />}</div>
    </div>
  );
}

async function answerOf(
  run: TrainingRun,
  name: MaskAnswer["name"],
  site: number,
  step: number,
  mask: AppliedMask,
): Promise<MaskAnswer> {
  try {
    const applied = await run.appliedMask(name, site, step, mask.rows);
    return { name, comparison: applied === null ? null : compareBits(mask, applied) };
  } catch {
    // Its worker ended meanwhile; the table of backends says so.
    return { name, comparison: null };
  }
}

function Answers({ mask, answers }: { readonly mask: AppliedMask; readonly answers: readonly MaskAnswer[] }) {
  const wrong = answers.filter(({ comparison }) => comparison !== null && comparison.equal < comparison.total);
  return (
    <>
      <Notice kind={wrong.length > 0 ? "warn" : "good"}>
        {describeAnswers(answers).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Notice>
      {wrong.map(({ name, comparison }) => (
        <figure key={name}>
          <figcaption>{BACKENDS[name].label}: crosses where it differs</figcaption>
          <MaskPicture
            mask={mask}
            differing={comparison!.differing}
            text={`The bits in which ${BACKENDS[name].label} differs; the sentence above counts them.`}
          />
        </figure>
      ))}
    </>
  );
}
