import { Component, type ComponentChildren } from "preact";
import { FailureNotice } from "./failure-notice.tsx";

/** Shows what its children threw while they were rendered, and a button that renders them again. */
export class ErrorBoundary extends Component<
  { readonly what: string; readonly children: ComponentChildren },
  { readonly error: unknown; readonly failed: boolean }
> {
  override state = { error: undefined as unknown, failed: false };

  static override getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override render() {
    const { what, children } = this.props;
    if (!this.state.failed) return children;
    return (
      <FailureNotice
        what={what}
        error={this.state.error}
        onRetry={() => this.setState({ error: undefined, failed: false })}
      />
    );
  }
}
