import type { ReactNode } from 'react';
import { StateMessage } from './StateMessage';

/** Says why there is nothing yet and what to do. */
export function EmptyState(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return <StateMessage {...props} role="status" />;
}
