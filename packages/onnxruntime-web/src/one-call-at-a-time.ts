import type { OrtNamespace, OrtSession } from "./ort-namespace.ts";
import type { RuntimeDevice } from "./runtime-device.ts";
import { SerialQueue } from "./serial-queue.ts";

/** A queue for each runtime in this process, which all its engines share. */
const queues = new WeakMap<object, SerialQueue>();

/**
 * The runtime, with calls into it one after another, whichever engine makes them: they are not made to be entered while
 * another waits in the middle. On "webgpu" creating a second session then fails; on "wasm" `run` keeps a place on the
 * module's stack over its waits, and two runs at a time read each other's inputs.
 *
 * @param device a call that it leaves waiting for ever ends as it is lost, and those behind it have their turn.
 */
export function oneCallAtATime(ort: OrtNamespace, device: RuntimeDevice): OrtNamespace {
  const queue = queueOf(ort);
  return {
    Tensor: ort.Tensor,
    InferenceSession: {
      async create(model, options) {
        const session = await queue.add(() => device.lasts(() => ort.InferenceSession.create(model, options)));
        return queued(session, queue, device);
      },
    },
  };
}

function queued(session: OrtSession, queue: SerialQueue, device: RuntimeDevice): OrtSession {
  return {
    run: (feeds) => queue.add(() => device.lasts(() => session.run(feeds))),
    release: () => queue.add(() => device.lasts(() => session.release())),
  };
}

function queueOf(ort: OrtNamespace): SerialQueue {
  const found = queues.get(ort.InferenceSession);
  if (found !== undefined) return found;
  const queue = new SerialQueue();
  queues.set(ort.InferenceSession, queue);
  return queue;
}
