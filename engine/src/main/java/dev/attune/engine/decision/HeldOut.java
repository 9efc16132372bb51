package dev.attune.engine.decision;

import dev.attune.engine.experience.Experience;
import dev.attune.engine.experience.Target;

/// That a person was served nothing of an experience because they are in its control group.
///
/// @param target the audience that matched
public record HeldOut(Experience experience, Target target) {}
