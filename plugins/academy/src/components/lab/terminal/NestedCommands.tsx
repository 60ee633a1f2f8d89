import Box from '@material-ui/core/Box';
import Typography from '@material-ui/core/Typography';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { NestedAccess } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyTranslationRef } from '../../../translation';
import { CodeBlock } from '../../markdown';
import { nestedCommand, portForwardCommand } from './commands';

/** How kubectl gets inside the nested control plane: two terminals, two commands. */
export function NestedCommands({ access }: { access: NestedAccess }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Box mt={2}>
      <Typography variant="subtitle2" component="h3">
        {t('lab.terminal.nested.title')}
      </Typography>
      <Typography variant="body2">
        {t('lab.terminal.nested.forward')}
      </Typography>
      <CodeBlock language="bash" text={portForwardCommand(access)} />
      <Typography variant="body2">{t('lab.terminal.nested.use')}</Typography>
      <CodeBlock language="bash" text={nestedCommand(access)} />
    </Box>
  );
}
