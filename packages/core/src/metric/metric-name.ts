/** The numbers that `fit` measures after every epoch, by the names under which reports and monitors know them. */
export const METRIC_NAMES = ["trainingLoss", "validationLoss", "validationAccuracy"] as const;

/**
 * - `trainingLoss`: row-weighted mean of the batches' losses during the epoch, with dropout on and weights moving.
 * - `validationLoss`: row-weighted mean loss over the validation rows after the epoch, dropout off.
 * - `validationAccuracy`: weighted share of validation rows whose largest output is their class.
 */
export type MetricName = (typeof METRIC_NAMES)[number];

/** The metrics of one epoch; a metric that was not measured is absent. */
export type Metrics = Partial<Record<MetricName, number>>;
