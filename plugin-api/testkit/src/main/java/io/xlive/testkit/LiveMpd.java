package io.xlive.testkit;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * What one reload of an MPD says (ISO/IEC 23009-1), for {@link LiveMpdChecker}.
 *
 * @param attributes of the MPD element
 * @param timings the schemes of UTCTiming elements
 */
record LiveMpd(Map<String, String> attributes, List<String> timings, List<Period> periods) {
  private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";

  /** A Period with its attributes. */
  record Period(Map<String, String> attributes, List<Representation> representations) {
    String id() {
      return Optional.ofNullable(attributes.get("id")).orElse("");
    }
  }

  /**
   * A Representation.
   *
   * @param set number of its AdaptationSet in the Period
   * @param attributes its own over those of its AdaptationSet
   * @param template attributes of SegmentTemplate, its own over those further out
   * @param times of its segments, where it has a SegmentTimeline
   */
  record Representation(
      int set,
      Map<String, String> attributes,
      Map<String, String> template,
      Optional<List<Time>> times) {
    String id() {
      return Optional.ofNullable(attributes.get("id")).orElse("");
    }

    /** An address of the template, for one segment (5.3.9.4.4). */
    String uri(String attribute, long number, long time) {
      return Optional.ofNullable(template.get(attribute))
          .orElse("")
          .replace("$RepresentationID$", id())
          .replace("$Number$", Long.toString(number))
          .replace("$Time$", Long.toString(time))
          .replace("$$", "$");
    }

    /** How much earlier than its end a segment may be asked for, in seconds. */
    double early() {
      String text = Optional.ofNullable(template.get("availabilityTimeOffset")).orElse("0");
      return text.matches("\\d{1,9}(\\.\\d{1,9})?") ? Double.parseDouble(text) : 0;
    }

    /** Whether segments may be asked for before they are complete. */
    boolean open() {
      return "false".equals(template.get("availabilityTimeComplete"));
    }

    long number(String attribute, long otherwise) {
      return Optional.ofNullable(template.get(attribute))
          .filter(text -> text.matches("\\d{1,18}"))
          .map(Long::valueOf)
          .orElse(otherwise);
    }
  }

  /** A segment of a timeline, in its timescale. */
  record Time(long start, long duration) {
    long end() {
      return start + duration;
    }
  }

  /** Reads one; empty for what is no MPD. */
  static Optional<LiveMpd> read(String text) {
    try {
      Element root = builder().parse(new InputSource(new StringReader(text))).getDocumentElement();
      if (!"MPD".equals(root.getLocalName()) || !NAMESPACE.equals(root.getNamespaceURI())) {
        return Optional.empty();
      }
      List<Period> periods = children(root, "Period").stream().map(LiveMpd::period).toList();
      List<String> timings =
          children(root, "UTCTiming").stream().map(e -> e.getAttribute("schemeIdUri")).toList();
      return Optional.of(new LiveMpd(attributes(root), timings, periods));
    } catch (IOException | SAXException e) {
      return Optional.empty();
    }
  }

  /** An attribute of the MPD element. */
  Optional<String> get(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  boolean dynamic() {
    return get("type").filter("dynamic"::equals).isPresent();
  }

  private static Period period(Element period) {
    List<Representation> all = new ArrayList<>();
    int number = 0;
    for (Element set : children(period, "AdaptationSet")) {
      for (Element representation : children(set, "Representation")) {
        Map<String, String> template = new LinkedHashMap<>();
        Optional<List<Time>> times = Optional.empty();
        for (Element level : List.of(period, set, representation)) {
          for (Element found : children(level, "SegmentTemplate")) {
            template.putAll(attributes(found));
            for (Element timeline : children(found, "SegmentTimeline")) {
              times = Optional.of(times(timeline));
            }
          }
        }
        Map<String, String> attributes = attributes(set);
        attributes.remove("id");
        attributes.putAll(attributes(representation));
        all.add(new Representation(number, attributes, template, times));
      }
      number++;
    }
    return new Period(attributes(period), all);
  }

  /** The segments of a timeline; one that is no number is 0 and so breaks a rule. */
  private static List<Time> times(Element timeline) {
    List<Time> times = new ArrayList<>();
    long next = 0;
    for (Element s : children(timeline, "S")) {
      long start = s.hasAttribute("t") ? number(s.getAttribute("t")) : next;
      long duration = number(s.getAttribute("d"));
      long repeats = s.hasAttribute("r") ? number(s.getAttribute("r")) : 0;
      for (long i = 0; i <= Math.min(repeats, 100_000); i++) {
        times.add(new Time(start + i * duration, duration));
      }
      next = start + (repeats + 1) * duration;
    }
    return List.copyOf(times);
  }

  private static long number(String text) {
    return text.matches("\\d{1,17}") ? Long.parseLong(text) : 0;
  }

  private static Map<String, String> attributes(Element element) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < element.getAttributes().getLength(); i++) {
      if (element.getAttributes().item(i) instanceof Attr attribute) {
        attributes.put(attribute.getName(), attribute.getValue());
      }
    }
    return attributes;
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && name.equals(element.getLocalName())) {
        children.add(element);
      }
    }
    return children;
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Prints nothing; what is fatal is thrown by the parser. */
  private static final class Silent implements ErrorHandler {
    @Override
    public void warning(SAXParseException exception) {
      // no rule is broken by it
    }

    @Override
    public void error(SAXParseException exception) {
      // only a validating parser reports these
    }

    @Override
    public void fatalError(SAXParseException exception) throws SAXException {
      throw exception;
    }
  }
}
