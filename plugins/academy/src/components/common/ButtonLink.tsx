import type { ComponentProps } from 'react';
import { LinkButton } from '@backstage/core-components';

/** A link that looks like a button. LinkButton alone would announce a button. */
export function ButtonLink(props: ComponentProps<typeof LinkButton>) {
  return <LinkButton role="link" {...props} />;
}
