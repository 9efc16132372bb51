package dev.attune.server.http;

/// Refusals as plain text: the record's own words. `name` tells one style from another.
record PlainErrors(String name) implements ErrorStyle {
  record Teapot(String reason) implements Problem {
    @Override
    public int status() {
      return 418;
    }
  }

  @Override
  public Response refusal(Refusal refusal) {
    return Response.of(refusal.status(), ContentType.TEXT, name + ":" + refusal);
  }

  @Override
  public Response problem(Problem problem) {
    return Response.of(problem.status(), ContentType.PROBLEM_JSON, name + ":" + problem);
  }
}
