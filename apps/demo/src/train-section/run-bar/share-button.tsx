import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { copyText } from "../../ui/copy-text.ts";
import { addressOf } from "../session/address.ts";
import type { TrainSession } from "../session/train-session.ts";

/** Copies the address that has the form's settings. */
export function ShareButton({ session }: { readonly session: TrainSession }) {
  const [said, setSaid] = useState("");
  const { settings } = session.read.value;
  const share = (): void => {
    if (settings === null) return;
    const note = settings.data === "csv" ? " Your file is not part of it." : "";
    void copyText(addressOf(settings)).then((could) =>
      setSaid(
        could
          ? `The address with these settings was copied.${note}`
          : "The browser did not allow to copy: copy the address of this page by hand.",
      ),
    );
  };
  return (
    <>
      <span class="small soft" role="status">
        {said}
      </span>
      <Button kind="quiet" disabled={settings === null} title="Copies the address of these settings" onClick={share}>
        Share
      </Button>
    </>
  );
}
