import { transferHandlers, type TransferHandler } from "comlink";

/** How comlink sends what was thrown. */
interface SentError {
  readonly isError: boolean;
  readonly value: unknown;
}

/** What an error of ours tells besides its message. */
const DETAILS = ["code", "subject", "remedy"] as const;

/**
 * Makes comlink send the details of errors that are thrown here; of its own it keeps name, message and stack. The other side
 * puts whatever comes onto the error that it makes, and needs no change.
 */
export function sendErrorDetails(): void {
  // The handler is comlink's own, so it is there.
  const stock = transferHandlers.get("throw") as TransferHandler<{ readonly value: unknown }, SentError>;
  transferHandlers.set("throw", {
    ...stock,
    serialize(thrown) {
      const [sent, transferables] = stock.serialize(thrown);
      if (!sent.isError) return [sent, transferables];
      return [
        { isError: true, value: { ...(sent.value as object), ...detailsOf(thrown.value as Error) } },
        transferables,
      ];
    },
  } satisfies typeof stock);
}

/** Those that are plain text: anything else might not be cloneable. */
function detailsOf(error: Error): Readonly<Record<string, string>> {
  return Object.fromEntries(
    DETAILS.flatMap((name) => {
      const value: unknown = (error as unknown as Record<string, unknown>)[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
