import type { ReactNode } from 'react';
import type { AcademyData } from '../../hooks';
import { ErrorState } from './ErrorState';
import { LoadingState } from './LoadingState';

/** Renders data once it is here, and until then why it is not. */
export function DataState<T>(props: {
  data: AcademyData<T>;
  children(value: T): ReactNode;
}) {
  const { data, children } = props;
  if (data.value !== undefined) {
    return <>{children(data.value)}</>;
  }
  if (data.error && !data.loading) {
    return <ErrorState error={data.error} onRetry={data.refresh} />;
  }
  return <LoadingState />;
}
