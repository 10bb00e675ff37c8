import com.fasterxml.jackson.databind.ObjectMapper
import io.riskmesh.cli.Main

/** A Glue job gets arguments of Glue's own, too: the command line of riskmesh is one of them, a JSON array. */
object GlueApp {
  def main(args: Array[String]): Unit = {
    val name = args.indexOf("--riskmesh")
    require(name >= 0 && name + 1 < args.length, "--riskmesh is missing: the command line as a JSON array")
    Main.main(new ObjectMapper().readValue(args(name + 1), classOf[Array[String]]))
  }
}
