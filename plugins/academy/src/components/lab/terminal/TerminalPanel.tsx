import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import useCopyToClipboard from 'react-use/lib/useCopyToClipboard';
import { InfoCard } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IssuedKubeconfig } from '@kubernetes-academy/backstage-plugin-academy-common';
import { academyApiRef } from '../../../api';
import { academyTranslationRef } from '../../../translation';
import { CodeBlock } from '../../markdown';
import { ActionError, useTimeOfDay } from '../common';
import { kubeconfigFile, powerShellCommands, unixCommands } from './commands';
import { downloadText } from './download';
import { NestedCommands } from './NestedCommands';

/** A kubeconfig of the sandbox for the learner's own terminal, and how to use it. */
export function TerminalPanel(props: { attemptId: string; namespace: string }) {
  const { attemptId, namespace } = props;
  const api = useApi(academyApiRef);
  const { t } = useTranslationRef(academyTranslationRef);
  const file = kubeconfigFile(namespace);
  const [{ value: issued, loading, error }, issue] = useAsyncFn(async () => {
    const kubeconfig = await api.issueKubeconfig(attemptId);
    downloadText(file, kubeconfig.kubeconfig);
    return kubeconfig;
  }, [api, attemptId, file]);

  return (
    <InfoCard title={t('lab.terminal.title')}>
      <Typography variant="body2" paragraph>
        {t('lab.terminal.text')}
      </Typography>
      <Button
        variant="outlined"
        color="primary"
        disabled={loading}
        onClick={issue}
      >
        {t('lab.terminal.download')}
      </Button>{' '}
      {issued && <CopyButton issued={issued} />}
      <div role="status">
        {issued && <Validity file={file} issued={issued} />}
      </div>
      <ActionError error={loading ? undefined : error} />
      <Commands file={file} />
      {issued?.nested && <NestedCommands access={issued.nested} />}
    </InfoCard>
  );
}

function Commands({ file }: { file: string }) {
  const { t } = useTranslationRef(academyTranslationRef);
  return (
    <Box mt={2}>
      <Typography variant="subtitle2" component="h3">
        {t('lab.terminal.unix')}
      </Typography>
      <CodeBlock language="bash" text={unixCommands(file)} />
      <Typography variant="subtitle2" component="h3">
        {t('lab.terminal.windows')}
      </Typography>
      <CodeBlock language="powershell" text={powerShellCommands(file)} />
    </Box>
  );
}

function CopyButton({ issued }: { issued: IssuedKubeconfig }) {
  const { t } = useTranslationRef(academyTranslationRef);
  const [{ value: copied }, copy] = useCopyToClipboard();
  return (
    <Button onClick={() => copy(issued.kubeconfig)}>
      {copied === issued.kubeconfig
        ? t('lab.terminal.copied')
        : t('lab.terminal.copy')}
    </Button>
  );
}

function Validity(props: { file: string; issued: IssuedKubeconfig }) {
  const { file, issued } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const time = useTimeOfDay()(issued.expiresAt);
  return (
    <Typography variant="body2">
      {t('lab.terminal.expires', { file, time })}
    </Typography>
  );
}
