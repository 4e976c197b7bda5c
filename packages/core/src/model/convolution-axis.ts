/** How a convolution's window moves along one spatial axis. */
export interface ConvolutionAxis {
  /** Length of the axis that the window moves over: the input's, or the output's of a transposed convolution. */
  readonly length: number;
  /** Length of the window. */
  readonly kernel: number;
  readonly stride: number;
  readonly dilation: number;
  /** Zeros before the first element. */
  readonly padding: number;
  /** Where the window stops: at position p it meets the elements p·stride - padding + k·dilation, k < kernel. */
  readonly positions: number;
}
