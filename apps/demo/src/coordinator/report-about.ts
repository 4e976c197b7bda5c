/** What a reader of a run's file has to know of its fields. */
export const REPORT_ABOUT = {
  counting:
    "Epochs, steps, classes and dropout sites count from 0 in this file; the page counts epochs from 1. `steps` and " +
    "`outcome.step` are how many steps were done.",
  null: "A number that is not finite, or is not known, is null.",
  history: "One record for each epoch: its mean training loss, and the validation loss after it.",
  stepLosses:
    "The training loss of each optimiser step, in order. Null for steps before a reload of the page: what is stored to " +
    "go on from has the losses of epochs, not those of steps.",
  classNames:
    "`label` and `predicted` of a mistake are positions in `data.classNames`; null if the names are not known.",
  agreement:
    "The largest absolute differences of losses between each backend and `base`, the first that has not failed.",
} as const;
