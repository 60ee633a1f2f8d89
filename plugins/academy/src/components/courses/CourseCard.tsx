import Box from '@material-ui/core/Box';
import LinearProgress from '@material-ui/core/LinearProgress';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import type { CourseView } from '@kubernetes-academy/backstage-plugin-academy-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useLocalized } from '../../hooks';
import { useAcademyLinks } from '../../routing';
import { academyTranslationRef } from '../../translation';
import { ButtonLink } from '../common';
import { courseProgress } from './courseProgress';
import { ModuleUnits } from './ModuleUnits';

/** A course with its modules and units, and where to go on. */
export function CourseCard(props: { course: CourseView }) {
  const { course } = props;
  const localized = useLocalized();
  const links = useAcademyLinks();
  const { t } = useTranslationRef(academyTranslationRef);
  const { done, total, next } = courseProgress(course);
  const completed = t('courses.completed', {
    done: String(done),
    total: String(total),
  });
  const begun = done > 0 || next?.progress.state === 'started';
  const headingId = `course-${course.id}`;
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-labelledby={headingId}
      style={{ padding: 24 }}
    >
      <Typography id={headingId} variant="h4" component="h2" gutterBottom>
        {localized(course.title)}
      </Typography>
      <Typography>{localized(course.summary)}</Typography>
      <Typography variant="body2" color="textSecondary">
        {t('courses.audience', { audience: localized(course.audience) })}
      </Typography>
      <Box
        my={2}
        display="flex"
        flexWrap="wrap"
        alignItems="center"
        gridGap={16}
      >
        <Box flex="1 1 200px">
          <LinearProgress
            variant="determinate"
            value={total === 0 ? 0 : (100 * done) / total}
            aria-label={completed}
          />
          <Typography variant="body2">{completed}</Typography>
        </Box>
        {next && (
          <ButtonLink
            to={links.unit(next.id)}
            variant="contained"
            color="primary"
            aria-label={
              begun
                ? t('courses.continueWith', { title: localized(next.title) })
                : undefined
            }
          >
            {begun ? t('courses.continue') : t('courses.start')}
          </ButtonLink>
        )}
      </Box>
      {course.modules.map(module => (
        <ModuleUnits key={module.id} module={module} />
      ))}
    </Paper>
  );
}
