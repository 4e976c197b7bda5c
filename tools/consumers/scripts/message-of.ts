/** What a function says that fails; nothing if it does not. */
export async function messageOf(use: () => unknown): Promise<string | undefined> {
  try {
    await use();
  } catch (error) {
    return String(error);
  }
}
