import { wrap, type Remote } from "comlink";

/**
 * Asks a worker for one thing, and ends it.
 *
 * @throws {Error} that says what to do if the worker's code cannot be loaded, or it breaks off: it would never answer.
 */
export async function askOnce<Api, Answer>(
  worker: Worker,
  ask: (api: Remote<Api>) => Promise<Answer>,
): Promise<Answer> {
  const failed = new Promise<never>((_resolve, reject) => {
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      // A script that cannot be fetched is an event without a message.
      const why = event.message || "its code could not be loaded";
      reject(new Error(`A worker of this page failed: ${why}. Reload the page.`));
    });
  });
  try {
    return await Promise.race([ask(wrap<Api>(worker)), failed]);
  } finally {
    worker.terminate();
  }
}
