import { defineSection, flag, text, texts } from '../define-section.ts';

/** Cameras. Source: `CAMERAS`, `cameras` of agents for Android. */
export const cameras = defineSection({
  name: 'cameras',
  label: 'Cameras',
  description: 'Cameras built into the machine.',
  group: 'devices',
  rows: 'many',
  wire: { xml: 'CAMERAS', json: 'cameras' },
  identity: ['designation', 'model'],
  columns: {
    designation: text('Designation', 'Name the system gives it.', { xml: 'DESIGNATION', search: true, listed: true }),
    manufacturer: text('Manufacturer', 'Who made it.', { xml: 'MANUFACTURER', search: true, listed: true }),
    model: text('Model', 'Model of the camera.', { xml: 'MODEL', search: true, listed: true }),
    lensFacing: text('Facing', 'Where it looks: FRONT, BACK…', { xml: 'LENSFACING', listed: true }),
    orientation: text('Orientation', 'Angle it is turned by, in degrees.', { xml: 'ORIENTATION' }),
    focalLength: text('Focal length', 'Focal length in millimetres.', { xml: 'FOCALLENGTH', listed: true }),
    sensorSize: text('Sensor size', 'Width and height of its sensor in millimetres.', {
      xml: 'SENSORSIZE',
      listed: true,
    }),
    flashUnit: flag('Flash', 'It has a flash.', { xml: 'FLASHUNIT', listed: true }),
    resolutions: texts('Resolutions', 'Sizes of its pictures in pixels.', { xml: 'RESOLUTION' }),
    videoResolutions: texts('Video resolutions', 'Sizes of its videos in pixels.', { xml: 'RESOLUTIONVIDEO' }),
    imageFormats: texts('Image formats', 'Formats of its pictures.', { xml: 'IMAGEFORMATS' }),
    supports: texts('Abilities', 'What else it can do.', { xml: 'SUPPORTS' }),
  },
});
