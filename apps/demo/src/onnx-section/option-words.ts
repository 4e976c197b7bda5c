/** What the page calls the command line's options, phrases before the names alone: the first that fits is taken. */
const WORDS: readonly (readonly [RegExp, string])[] = [
  [/Write --dimension \S+=128 with the length in your data\./gu, "Fill in the length that your data have."],
  [/, or limit gradients with --clip-norm 1/gu, ""],
  [/, another --output-name, or --loss bce/gu, ", another output, or the loss bce"],
  [/choose values with --label/gu, "choose a column of values as the label"],
  [/ or number of --rows/gu, ""],
  [/, or another number of --rows/gu, ", or set another share aside for validation"],
  [/All columns but those of --label are inputs/gu, "All columns but the label are inputs"],
  [/If another column is the label, call it "label"\./gu, "If another column is the label, choose it as the label."],
  [/--label tells the columns to predict/gu, "The label column is what is predicted"],
  [/is measured with --standardize/gu, "is measured if columns are standardised"],
  [/Write it like sequence=128\./gu, "Write a whole number above 0."],
  [/--data-dir\b/gu, "the folder"],
  [/--data\b/gu, "the data"],
  [/--inputs\b/gu, "the inputs"],
  [/--targets\b/gu, "the targets"],
  [/--label\b/gu, "the label column"],
  [/--validation\b/gu, "the validation share"],
  [/--rows\b/gu, "the number of rows"],
  [/--scale\b/gu, "the scale"],
  [/--mean\b/gu, "the mean"],
  [/--std\b/gu, "the standard deviation"],
  [/--standardize\b/gu, "standardised columns"],
  [/--dimension\b/gu, "the length of an axis"],
  [/--output-name\b/gu, "the output"],
  [/--trainable\b/gu, "the choice of what is trained"],
  [/--freeze\b/gu, "the choice of what stays"],
  [/--list\b/gu, "the list"],
  [/--loss\b/gu, "the loss"],
  [/--epochs\b/gu, "the number of epochs"],
  [/--batch-size\b/gu, "the batch size"],
  [/--learning-rate\b/gu, "the learning rate"],
  [/--momentum\b/gu, "the momentum"],
  [/--weight-decay\b/gu, "the weight decay"],
  [/--clip-norm\b/gu, "the clipping"],
  [/--patience\b/gu, "the patience"],
  [/--seed\b/gu, "the seed"],
  [/--threads\b/gu, "the number of threads"],
];

/** A sentence that speaks of the command line's options, in the words of the page's fields. */
export function inPageWords(sentence: string): string {
  return WORDS.reduce(
    (text, [pattern, words]) =>
      text.replace(pattern, (_, offset: number) =>
        offset === 0 || text.slice(offset - 2, offset) === ". "
          ? words.charAt(0).toUpperCase() + words.slice(1)
          : words,
      ),
    sentence,
  );
}
