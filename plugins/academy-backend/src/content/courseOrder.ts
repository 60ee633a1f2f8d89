import type {
  Content,
  Course,
  Module,
  Unit,
} from '@kubernetes-academy/backstage-plugin-academy-common';

/** A unit at its place in a course. */
export interface PlacedUnit {
  course: Course;
  module: Module;
  unit: Unit;
  previous?: Unit;
  next?: Unit;
}

/** The units of a course in the order a learner meets them. */
export function unitsOf(content: Content, course: Course): Unit[] {
  return course.modules.flatMap(module => unitsOfModule(content, module));
}

/** The units of a module; those that could not be loaded are left out. */
export function unitsOfModule(content: Content, module: Module): Unit[] {
  return module.units.flatMap(id => content.units[id] ?? []);
}

/** Where a unit stands, or undefined when no course contains it. */
export function placeOf(content: Content, unit: Unit): PlacedUnit | undefined {
  for (const course of content.courses) {
    const module = course.modules.find(m => m.units.includes(unit.id));
    if (module) {
      const order = unitsOf(content, course);
      const index = order.findIndex(({ id }) => id === unit.id);
      return {
        course,
        module,
        unit,
        previous: order[index - 1],
        next: order[index + 1],
      };
    }
  }
  return undefined;
}
