import { earlyStopping, type EarlyStopping, type EarlyStoppingOptions, type EarlyStoppingState } from "@lockstep/core";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { decodeDoubles } from "../vectors/decode.ts";
import {
  titleOfUpstream,
  upstreamRefusedRuleCases,
  upstreamStoppingCases,
  type UpstreamStoppingCase,
} from "../vectors/upstream-cases.ts";

/** Other projects' tests of their early stopping, played by the dialect of the project. */
export function upstreamEarlyStoppingSuite({ describe, it }: TestRunner): void {
  describe("upstream tests of early stopping", () => {
    for (const vector of upstreamStoppingCases) it(titleOfUpstream(vector), () => checkStop(vector));
    for (const vector of upstreamRefusedRuleCases) {
      it(`${titleOfUpstream(vector)} is refused`, async () => {
        const { rule } = vector.input;
        await expectRefusal("the rule", vector.expect.code, () => earlyStopping(rule as EarlyStoppingOptions));
      });
    }
  });
}

/** A rule on its way through its values. */
interface Player {
  readonly rule: EarlyStopping;
  readonly values: ArrayLike<number>;
  state: EarlyStoppingState;
  improvements: number;
}

function checkStop({ input, expect }: UpstreamStoppingCase): void {
  const players = input.rules.map(({ options, values }): Player => {
    const rule = earlyStopping({ ...options, monitor: "validationLoss" } as EarlyStoppingOptions);
    return { rule, values: decodeDoubles(values), state: rule.start(), improvements: 0 };
  });
  let stop: number | null = null;
  let checks = 0;
  for (const epoch of Array.from(players[0]!.values).keys()) {
    checks += 1;
    for (const player of players) observe(player, epoch);
    if (players.every(({ state }) => state.decision !== "stop")) continue;
    stop = epoch;
    break;
  }
  const equal = (subject: string, actual: unknown, expected: unknown): void =>
    expectThat(actual === expected, `${subject}: expected ${String(expected)}, got ${String(actual)}.`);
  equal("the check that stops", stop, expect.stop);
  equal("checks", checks, expect.checks);
  // What is more is asked of single rules.
  const [{ state, improvements }] = players as [Player];
  if (expect.reason !== undefined) equal("reason", state.reason, expect.reason);
  if (expect.restored !== undefined) equal("the check that is restored", state.restoreEpoch, expect.restored);
  if (expect.improvements !== undefined) equal("improvements", improvements, expect.improvements);
}

/** A check. The state goes through JSON before it, as it does in a checkpoint. */
function observe(player: Player, epoch: number): void {
  const value = player.values[epoch]!;
  const observation = { epoch, value, step: epoch + 1, elapsedSeconds: epoch + 1 };
  player.state = player.rule.observe(JSON.parse(JSON.stringify(player.state)) as EarlyStoppingState, observation);
  if (player.state.decision === "improved") player.improvements += 1;
}
