/** What a promise comes to, or the signal's reason as soon as it is aborted. What is under way goes on, unheeded. */
export function unlessAborted<Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const interrupt = (): void => reject(signal.reason as Error);
    if (signal.aborted) interrupt();
    signal.addEventListener("abort", interrupt);
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", interrupt));
  });
}
