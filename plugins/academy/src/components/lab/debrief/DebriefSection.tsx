import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import useTimeoutFn from 'react-use/lib/useTimeoutFn';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  AttemptView,
  Debrief,
} from '@kubernetes-academy/backstage-plugin-academy-common';
import { useAcademyData, useLocalized } from '../../../hooks';
import { useAcademyLinks } from '../../../routing';
import { academyTranslationRef } from '../../../translation';
import { DataState } from '../../common';
import { CodeBlock, LessonMarkdown } from '../../markdown';
import { DebriefObject } from './DebriefObject';
import { RetryButton } from './RetryButton';
import { shellCommand } from './shellCommand';

/** What the learner left is read from the cluster while the page already shows the end. */
const LOOK_AGAIN_MS = 3000;

/** What was wrong in a scenario, what the learner did, what the solution does, and the way to another try. */
export function DebriefSection(props: {
  attempt: AttemptView;
  onStartOver(): Promise<void>;
}) {
  const { attempt, onStartOver } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  // What the learner left is known only once the attempt has ended.
  const data = useAcademyData(
    api => api.getDebrief(attempt.id),
    [attempt.id, attempt.endedAt],
  );
  useTimeoutFn(data.refresh, LOOK_AGAIN_MS);
  const titleId = `debrief-${attempt.id}`;
  return (
    <Box mb={2}>
      <Paper variant="outlined" component="section" aria-labelledby={titleId}>
        <Box p={2}>
          <Typography id={titleId} variant="h5" component="h3" gutterBottom>
            {t('lab.debrief.title')}
          </Typography>
          <DataState data={data}>
            {debrief => <DebriefContent debrief={debrief} />}
          </DataState>
          <RetryButton attempt={attempt} onStartOver={onStartOver} />
        </Box>
      </Paper>
    </Box>
  );
}

function DebriefContent({ debrief }: { debrief: Debrief }) {
  const { text, objects, commands, readMore } = debrief;
  const { t } = useTranslationRef(academyTranslationRef);
  const localized = useLocalized();
  const links = useAcademyLinks();
  return (
    <>
      <LessonMarkdown text={localized(text)} />
      {objects.map((object, index) => (
        <Box key={index} mt={3}>
          <DebriefObject object={object} />
        </Box>
      ))}
      {commands.length > 0 && (
        <Box mt={3}>
          <Typography variant="subtitle1" component="h4">
            {t('lab.debrief.commands')}
          </Typography>
          <CodeBlock
            language="bash"
            text={commands.map(shellCommand).join('\n')}
          />
        </Box>
      )}
      {readMore.length > 0 && (
        <Box mt={3}>
          <Typography variant="subtitle1" component="h4">
            {t('lab.debrief.readMore')}
          </Typography>
          <ul>
            {readMore.map(({ id, title }) => (
              <li key={id}>
                <Link to={links.unit(id)}>{localized(title)}</Link>
              </li>
            ))}
          </ul>
        </Box>
      )}
    </>
  );
}
