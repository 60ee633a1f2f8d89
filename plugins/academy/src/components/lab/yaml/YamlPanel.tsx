import { lazy, Suspense, useMemo, useState } from 'react';
import Box from '@material-ui/core/Box';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import useAsyncFn from 'react-use/lib/useAsyncFn';
import { InfoCard } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { academyApiRef } from '../../../api';
import { academyTranslationRef } from '../../../translation';
import { ActionError } from '../common';
import { ApplyResults } from './ApplyResults';
import { problemsOf } from './problems';

// CodeMirror is larger than the rest of the plugin together.
const YamlEditor = lazy(() => import('./YamlEditor'));

const KEYS_ID = 'academy-yaml-keys';

/** Applies YAML in the sandbox with the learner's identity, or only checks it. */
export function YamlPanel({ attemptId }: { attemptId: string }) {
  const api = useApi(academyApiRef);
  const { t } = useTranslationRef(academyTranslationRef);
  const [yaml, setYaml] = useState('');
  const [{ value: answer, loading, error }, submit] = useAsyncFn(
    async (dryRun: boolean) => ({
      dryRun,
      result: await api.apply(attemptId, { yaml, dryRun }),
    }),
    [api, attemptId, yaml],
  );
  const problems = useMemo(
    () => (answer ? problemsOf(answer.result) : []),
    [answer],
  );
  const disabled = loading || yaml.trim() === '';

  return (
    <InfoCard title={t('lab.yaml.title')}>
      <Typography variant="body2" gutterBottom>
        {t('lab.yaml.text')}
      </Typography>
      <Suspense fallback={<Typography>{t('lab.yaml.loading')}</Typography>}>
        <YamlEditor
          value={yaml}
          onChange={setYaml}
          problems={problems}
          label={t('lab.yaml.label')}
          descriptionId={KEYS_ID}
        />
      </Suspense>
      <Typography id={KEYS_ID} variant="caption" color="textSecondary">
        {t('lab.yaml.keys')}
      </Typography>
      <Box my={1} display="flex" gridGap={8}>
        <Button
          variant="outlined"
          disabled={disabled}
          onClick={() => submit(true)}
        >
          {t('lab.yaml.check')}
        </Button>
        <Button
          variant="contained"
          color="primary"
          disabled={disabled}
          onClick={() => submit(false)}
        >
          {t('lab.yaml.apply')}
        </Button>
      </Box>
      <ActionError error={loading ? undefined : error} />
      <div role="status">
        {answer && <ApplyResults {...answer} problems={problems} />}
      </div>
    </InfoCard>
  );
}
