/** Sends a message to a worker, or from one to a window that it serves. */
export function sendMessage<Message>(
  target: { postMessage(message: Message, options: object): void } | null | undefined,
  message: NoInfer<Message>,
): void {
  target?.postMessage(message, {});
}
