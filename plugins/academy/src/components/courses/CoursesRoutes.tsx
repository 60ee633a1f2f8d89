import { Route, Routes, useParams } from 'react-router-dom';
import { NotFoundState } from '../common';
import { UnitPage } from '../reader';
import { CoursesPage } from './CoursesPage';

/** What lies below the courses tab: the courses, one course, or a unit. */
export function CoursesRoutes() {
  return (
    <Routes>
      <Route index element={<CoursesPage />} />
      <Route path=":course" element={<CourseRoute />} />
      <Route path=":course/:module/:unit" element={<UnitRoute />} />
      <Route path="*" element={<NotFoundState />} />
    </Routes>
  );
}

function CourseRoute() {
  const { course } = useParams();
  return <CoursesPage courseId={course} />;
}

function UnitRoute() {
  const { course, module, unit } = useParams();
  const id = `${course}/${module}/${unit}`;
  // Another unit is another page: nothing of the last one may stay.
  return <UnitPage key={id} unitId={id} />;
}
