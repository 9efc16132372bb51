package dev.attune.engine.template;

/// Why a template cannot be published. The message is for the person who wrote it.
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1;

  public TemplateException(String message) {
    super(message);
  }
}
