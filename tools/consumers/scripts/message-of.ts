/** What a function says that fails; null if it does not. */
export async function messageOf(use: () => unknown): Promise<string | null> {
  try {
    await use();
    return null;
  } catch (error) {
    return String(error);
  }
}
