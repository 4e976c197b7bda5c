/**
 * Scales every column to mean 0 and standard deviation 1 as measured on the given rows: (x - mean) / deviation, in f64,
 * rounded to f32 once. A constant column becomes 0.
 *
 * @param values row-major, `features` numbers a row.
 * @returns the scaling, to be used on any rows with these columns.
 */
export function standardiser(values: Float32Array, features: number): (rows: Float32Array) => Float32Array {
  const rowCount = values.length / features;
  const columns = Array.from({ length: features }, (_, column) => {
    let sum = 0;
    for (let index = column; index < values.length; index += features) sum += values[index]!;
    const mean = sum / rowCount;
    let squares = 0;
    for (let index = column; index < values.length; index += features) squares += (values[index]! - mean) ** 2;
    return { mean, deviation: Math.sqrt(squares / rowCount) };
  });
  return (rows) =>
    rows.map((value, index) => {
      const { mean, deviation } = columns[index % features]!;
      return deviation === 0 ? 0 : (value - mean) / deviation;
    });
}
