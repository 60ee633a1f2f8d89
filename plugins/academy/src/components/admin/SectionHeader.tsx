import type { ReactNode } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyTranslationRef } from '../../translation';

/** Title of a part of the page, a line about it, and the way to read it again. */
export function SectionHeader(props: {
  title: string;
  text: string;
  onRefresh(): void;
  /** Further buttons. */
  children?: ReactNode;
}) {
  const { title, text, onRefresh, children } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Box display="flex" flexWrap="wrap" alignItems="center" gridGap={16} mb={2}>
      <Box flex="1 1 300px">
        <Typography variant="h5" component="h2">
          {title}
        </Typography>
        <Typography color="textSecondary" aria-live="polite">
          {text}
        </Typography>
      </Box>
      {children}
      <Button
        variant="outlined"
        aria-label={t('admin.refreshOf', { title })}
        onClick={onRefresh}
      >
        {t('admin.refresh')}
      </Button>
    </Box>
  );
}
