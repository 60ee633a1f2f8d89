import Box from '@material-ui/core/Box';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useAcademyData } from '../../hooks';
import { academyTranslationRef } from '../../translation';
import { DataState, EmptyState } from '../common';
import { CourseCard } from './CourseCard';

/** The courses, or the one with the given id. */
export function CoursesPage(props: { courseId?: string }) {
  const { courseId } = props;
  const { t } = useTranslationRef(academyTranslationRef);
  const data = useAcademyData(api => api.listCourses(), []);
  return (
    <DataState data={data}>
      {all => {
        const courses = courseId
          ? all.filter(({ id }) => id === courseId)
          : all;
        if (courses.length === 0) {
          return courseId ? (
            <EmptyState title={t('courses.notFoundTitle')} />
          ) : (
            <EmptyState title={t('courses.emptyTitle')}>
              {t('courses.emptyText')}
            </EmptyState>
          );
        }
        return (
          <Box display="grid" gridGap={24} maxWidth={960}>
            {courses.map(course => (
              <CourseCard key={course.id} course={course} />
            ))}
          </Box>
        );
      }}
    </DataState>
  );
}
