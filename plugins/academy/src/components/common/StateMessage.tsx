import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';

/** A centred title, explanation and way out, for pages that have nothing else to show. */
export function StateMessage(props: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  /** `alert` is announced at once; use it for what went wrong. */
  role?: 'alert' | 'status';
}) {
  const { title, children, action, role } = props;
  return (
    <Box role={role} px={2} py={6} mx="auto" maxWidth={560} textAlign="center">
      <Typography variant="h5" component="h2" gutterBottom>
        {title}
      </Typography>
      {children && (
        <Typography component="div" color="textSecondary">
          {children}
        </Typography>
      )}
      {action && <Box mt={3}>{action}</Box>}
    </Box>
  );
}
