package timezone

import "errors"

// MarshalText returns the name of the zone, by which [Load] returns it again. It
// fails for another zone, such as one of [time.FixedZone]: its name does not
// determine its offsets, and "CET" would come back with a daylight saving time.
func (z *Zone) MarshalText() ([]byte, error) {
	name := z.Name()
	if loaded, err := Load(name); z != nil && (err != nil || loaded != z) {
		return nil, errors.New("timezone: a Zone that Load does not return has no text: write its name and offset")
	}
	return []byte(name), nil
}

// UnmarshalText fails. Zones are shared, and a zone that changes would change for
// all: read the name as a string, and call [Load].
func (z *Zone) UnmarshalText([]byte) error {
	return errors.New("timezone: a Zone is not read in place: read its name, and call timezone.Load")
}
